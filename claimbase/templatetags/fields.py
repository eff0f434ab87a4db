"""Form fields in the site's dress."""

from __future__ import annotations

from django import forms, template
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def control(field: BoundField) -> SafeString:
    """The field's control with the classes of its kind; Django adds what screen readers need."""
    widget = field.field.widget
    if isinstance(widget, forms.CheckboxInput):
        css = "form-check-input"
    elif isinstance(widget, forms.Select):
        css = "form-select"
    else:
        css = "form-control"
    return field.as_widget(attrs={"class": css})


@register.filter
def kind(field: BoundField) -> str:
    """ "checkbox", "group" (several boxes or radio buttons) or "single": how it is laid out."""
    widget = field.field.widget
    if isinstance(widget, forms.CheckboxInput):
        return "checkbox"
    if isinstance(widget, forms.CheckboxSelectMultiple | forms.RadioSelect):
        return "group"
    return "single"
