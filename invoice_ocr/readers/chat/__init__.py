"""Vision and language models behind an OpenAI-compatible ``/chat/completions``."""
