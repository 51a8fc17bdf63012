"""How the product fares in rooms that are not quiet, from saved landmarks."""
