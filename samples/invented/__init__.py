"""Hard documents in any number: drawn from a seed, in many languages, layouts and cases, with the truth beside them."""

from invented.content import CASES, LANGUAGES, LAYOUTS, Sample, generate

__all__ = ["CASES", "LANGUAGES", "LAYOUTS", "Sample", "generate"]
