"""The JSON Schema of dossier documents, made from the code that checks them."""

import json
from functools import cache

from profiles.documents.schema import DossierDocument

#: What pydantic writes (JSON Schema, draft 2020-12).
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


@cache
def schema_text() -> str:
    schema = {"$schema": _DIALECT, **DossierDocument.model_json_schema()}
    return json.dumps(schema, ensure_ascii=False, indent=2)
