"""The routes, a module for each part of the API; `ROUTERS` lists them."""

from __future__ import annotations

from typing import Final

from invoice_ocr.server.routes import chat, extract, health, jobs, models, schemas

ROUTERS: Final = (chat.router, models.router, extract.router, jobs.router, schemas.router, health.router)
