"""Public ids: a prefix that tells the kind, and a ULID that sorts by time of creation."""

from __future__ import annotations

from typing import Any

from django.db import models
from ulid import ULID


class PublicIdField(models.CharField):  # type: ignore[type-arg]
    """The id that leaves the system, for example `clm_01JD3V7Q9MZK4T6W2B8X5RHN0A`.

    Filled on first save, also by `bulk_create`, and never changed after. Rows are joined by their
    integer key; this one stands in addresses, exports and the API.
    """

    def __init__(self, *, prefix: str, **options: Any) -> None:
        self.prefix = prefix
        # History tables hold the id once per change, and say `unique=False`.
        options = {"unique": True, **options, "max_length": 30, "editable": False}
        super().__init__(**options)

    def deconstruct(self) -> Any:
        """Leave the fixed options out, so that migrations name the prefix alone."""
        name, path, args, options = super().deconstruct()
        options.pop("max_length", None)
        options.pop("editable", None)
        if options.pop("unique", False) is False:
            options["unique"] = False
        return name, path, args, {**options, "prefix": self.prefix}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        """Give the row its id the first time it is written."""
        value: str = getattr(model_instance, self.attname)
        if not value:
            value = f"{self.prefix}_{ULID()}"
            setattr(model_instance, self.attname, value)
        return value
