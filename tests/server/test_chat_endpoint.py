"""The OCR endpoint on the embedded OCR, with OpenAI's own client and with curl."""

from __future__ import annotations

import io
import json
import shutil
import subprocess

import openai
import pytest
from jsonschema import Draft202012Validator
from PIL import Image, ImageDraw, ImageFont
from pydantic import BaseModel
from sent_requests import CHAT, asking, data_uri, sample
from serving import KEY

from invoice_ocr import build_schema, extract

RECEIPT = sample("us-cafe-tip")


@pytest.fixture(scope="module")
def client(ocr_server):
    with openai.OpenAI(api_key=KEY, base_url=f"{ocr_server.url}/v1", max_retries=0) as client:
        yield client


@pytest.fixture(scope="module")
def receipt():
    return data_uri(RECEIPT.read_bytes(), "image/jpeg")


def test_a_transcription_comes_in_reading_order(client, receipt):
    completion = client.chat.completions.create(**asking(receipt, max_tokens=4096, temperature=0))
    choice = completion.choices[0]
    lines = choice.message.content.splitlines()
    assert lines[0] == "Juniper & Rye"
    assert lines.index("1  Almond Croissant  4.95") < lines.index("Subtotal  $48.70") < lines.index("TOTAL  $62.51")
    assert (completion.object, completion.model, choice.finish_reason) == ("chat.completion", "any-ocr", "stop")
    assert choice.message.role == "assistant"
    assert (completion.usage.prompt_tokens, completion.usage.completion_tokens) == (1010, 118)


def test_markdown_has_tables(client, receipt):
    asked = asking(receipt, text="Convert the receipt to markdown, with tables.")
    content = client.chat.completions.create(**asked).choices[0].message.content
    assert content.startswith("# Juniper & Rye\n")
    assert "| 1 | Almond Croissant | 4.95 |\n" in content


def test_grounded_text_has_boxes(client, receipt):
    asked = asking(receipt, text="<|grounding|>OCR this image.")
    lines = client.chat.completions.create(**asked).choices[0].message.content.splitlines()
    (total,) = (line for line in lines if line.startswith("<|ref|>TOTAL<|/ref|>"))
    left, top, right, bottom = json.loads(total.partition("<|det|>")[2].removesuffix("<|/det|>"))[0]
    box = extract(RECEIPT).evidence["total"].box  # on the same line, to the right
    assert right / 999 < box[0]
    assert top / 999 < (box[1] + box[3]) / 2 < bottom / 999
    assert 0 <= left < right <= 999


def test_json_is_the_typed_document_of_the_library(client, receipt):
    asked = asking(receipt, text="Give me this receipt as JSON.", response_format={"type": "json_object"})
    answer = client.chat.completions.with_raw_response.create(**asked)
    document = json.loads(answer.parse().choices[0].message.content)
    report = extract(RECEIPT)
    assert document == report.to_dict()["document"]
    Draft202012Validator(build_schema("receipt")).validate(document)
    headers = {name: answer.headers[f"x-invoice-ocr-{name}"] for name in ("kind", "decision", "warnings")}
    assert headers == {"kind": "receipt", "decision": report.decision, "warnings": "0"}


def test_json_as_printed_has_texts_of_the_page(client, receipt):
    asked = asking(receipt, text="Copy the values into JSON, exactly as they are printed.")
    document = json.loads(client.chat.completions.create(**asked).choices[0].message.content)
    assert (document["total"], document["issue_date"], document["currency"]) == ("$62.51", "06/22/2024", "$")
    assert document["lines"][0] | {"description": "Cappuccino", "amount": "9.50"} == document["lines"][0]


class Item(BaseModel):
    name: str
    total: float


class Purchase(BaseModel):
    merchant: str
    purchase_date: str | None
    items: list[Item]
    grand_total: float
    iban: str | None


def test_a_schema_is_filled(client, receipt):
    parsed = client.chat.completions.parse(**asking(receipt), response_format=Purchase).choices[0].message.parsed
    assert (parsed.merchant, parsed.purchase_date, parsed.grand_total) == ("Juniper & Rye", "06/22/2024", 62.51)
    assert parsed.items[-1] == Item(name="Almond Croissant", total=4.95)
    assert parsed.iban is None


EXAMPLE = {
    "model": "deepseek-ocr",
    "messages": [
        {
            "role": "user",
            "content": [
                {"type": "text", "text": "Please extract all text from this image."},
                {"type": "image_url", "image_url": {"url": "https://example.com/image.jpg"}},
            ],
        }
    ],
    "max_tokens": 4096,
    "temperature": 0.0,
}


def curl(server, body):
    if not shutil.which("curl"):
        pytest.skip("curl is not installed")
    command = ["curl", "-sS", "-X", "POST", f"{server.url}{CHAT}", "-w", "\n%{http_code}"]
    headers = ["-H", "Content-Type: application/json", "-H", f"Authorization: Bearer {KEY}"]
    run = subprocess.run(
        [*command, *headers, "--data-binary", "@-"], input=json.dumps(body).encode(), capture_output=True, check=True
    )
    text, _, status = run.stdout.decode().rpartition("\n")
    return int(status), json.loads(text)


def test_the_example_of_the_api_page_is_refused_with_the_way_out(ocr_server):
    status, body = curl(ocr_server, EXAMPLE)
    assert status == 400
    assert "--allow-host" in body["error"]["message"]


def test_the_example_of_the_api_page_with_a_data_uri(ocr_server, receipt):
    content = [EXAMPLE["messages"][0]["content"][0], {"type": "image_url", "image_url": {"url": receipt}}]
    status, body = curl(ocr_server, {**EXAMPLE, "messages": [{"role": "user", "content": content}]})
    assert (status, body["choices"][0]["finish_reason"]) == (200, "stop")
    assert "TOTAL  $62.51" in body["choices"][0]["message"]["content"]


def test_a_screenshot_in_several_languages_is_read(client):
    lines = ["Invoice 2024-17", "Gebühr für Prüfung", "Frais de réservation", "Całość 1 234,50 EUR"]
    try:
        font = ImageFont.truetype("DejaVuSans.ttf", 36)
    except OSError:
        pytest.skip("the font DejaVu Sans is not installed")
    picture = Image.new("RGB", (700, 420), "#202830")
    pen = ImageDraw.Draw(picture)
    for row, line in enumerate(lines):
        pen.text((40, 40 + 90 * row), line, "#e0e0e0", font)
    file = io.BytesIO()
    picture.save(file, "WebP", lossless=True)
    content = client.chat.completions.create(**asking(data_uri(file.getvalue()))).choices[0].message.content
    assert content.split("\n\n") == lines
