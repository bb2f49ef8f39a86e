"""How days are typed into forms, by hand and by the calendar of the admin."""

#: ISO 8601, as partial dates are written and as documents have it.
DATE_INPUT_FORMATS = ["%Y-%m-%d"]
