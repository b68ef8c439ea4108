from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("search", "0006_search_words")]

    operations = [
        migrations.CreateModel(
            name="MissedSearch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("language", models.CharField(max_length=20, verbose_name="language")),
                ("week", models.DateField(verbose_name="week")),
                ("text", models.CharField(max_length=80, verbose_name="What was searched for")),
                ("times", models.PositiveIntegerField(verbose_name="Times")),
            ],
            options={
                "verbose_name": "search that found nothing",
                "verbose_name_plural": "searches that found nothing",
                "indexes": [
                    models.Index(fields=["week", "language"], name="missed_search_of_a_week")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("language", "text", "week"), name="missed_search_once_a_week"
                    )
                ],
            },
        ),
    ]
