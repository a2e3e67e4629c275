"""What runs for every visitor and every change; app.py serves it."""

from linreg.views import shell

shell.show()
