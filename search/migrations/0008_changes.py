from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("search", "0007_missed_searches")]

    operations = [
        migrations.CreateModel(
            name="SearchChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("page_id", models.BigIntegerField()),
                ("since", models.DateTimeField(auto_now_add=True)),
                ("retry_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "search change",
                "verbose_name_plural": "search changes",
            },
        ),
    ]
