"""How days and times are typed into forms and shown where nothing else is asked for."""

#: ISO 8601, as partial dates are written and as documents have it.
DATE_INPUT_FORMATS = ["%Y-%m-%d"]

DATE_FORMAT = "j F Y"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j F Y, H:i"
