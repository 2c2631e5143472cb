"""Options room: what every job can be told, declared once."""
