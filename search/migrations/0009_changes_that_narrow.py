from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("search", "0008_changes")]

    operations = [
        migrations.AddField(
            model_name="searchchange",
            name="narrows",
            field=models.BooleanField(default=False, db_default=False),
        ),
    ]
