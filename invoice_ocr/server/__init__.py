"""The HTTP server: an OCR endpoint that clients of chat completions can use, and an API that gives reports.

It needs the extra ``server``. ``settings`` says what can be set; ``running`` starts and ends it; ``app`` puts the
routes together. A request passes ``journal`` (log and counters), a route in ``routes``, ``gate`` (is there room?) and
``crew``, whose worker processes do what is in ``answers``. ``chat`` knows how a chat completion is asked for and
answered.
"""
