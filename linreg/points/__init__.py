"""The points a line is fitted to."""
