"""The notebook that this project grew out of, live: its steps, the evidence, and a certificate of its numbers."""

from linreg.notebook.certificate import Certificate, Check, certify
from linreg.notebook.evidence import LogLine, Shortfall, log_lines, shortfall
from linreg.notebook.live import Step, steps

__all__ = [
    "Certificate",
    "Check",
    "LogLine",
    "Shortfall",
    "Step",
    "certify",
    "log_lines",
    "shortfall",
    "steps",
]
