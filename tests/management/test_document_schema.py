import json

from django.core.management import call_command

from profiles.documents.schema import DossierDocument


def test_schema_names_every_key_of_a_document(capsys):
    call_command("document_schema")

    schema = json.loads(capsys.readouterr().out)
    assert set(schema["properties"]) == set(DossierDocument.model_fields)
    assert schema["additionalProperties"] is False
    assert {"dossier", "name", "sort_name", "slug"} == set(schema["required"])
