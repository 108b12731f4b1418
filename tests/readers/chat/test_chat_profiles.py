from __future__ import annotations

import pytest

from invoice_ocr.errors import UsageError
from invoice_ocr.readers.endpoint.profiles import find_profile, profile_names

LOCAL = "http://gpu-box:8000/v1"


@pytest.mark.parametrize(
    ("base_url", "model", "name"),
    [
        ("https://api.deepseek.com", "deepseek-flash", "deepseek"),
        ("https://API.DeepSeek.com/v1", "Deepseek-Flash", "deepseek"),
        ("https://api.deepseek.com", "deepseek-v4-pro", "deepseek-text"),
        ("https://api.deepseek.com", "deepseek-chat", "deepseek-text"),
        (LOCAL, "deepseek-ai/DeepSeek-OCR", "deepseek-ocr-vllm"),
        (LOCAL, "deepseek-ai/DeepSeek-OCR-2", "deepseek-ocr-vllm"),
        ("http://127.0.0.1:30000/v1", "deepseek-ai/DeepSeek-OCR-2", "deepseek-ocr-sglang"),
        ("http://localhost:11434/v1", "deepseek-ocr:3b", "deepseek-ocr-ollama"),
        ("https://api.siliconflow.cn/v1", "deepseek-ai/DeepSeek-OCR", "deepseek-ocr-hosted"),
        ("https://api.openai.com/v1", "gpt-5.6-luna", "openai-reasoning"),
        ("https://api.openai.com/v1", "o4-mini", "openai-reasoning"),
        ("https://api.openai.com/v1", "gpt-4.1", "openai"),
        ("https://my-firm.openai.azure.com/openai/v1", "gpt-5.4", "openai-reasoning"),
        ("https://generativelanguage.googleapis.com/v1beta/openai", "gemini-3.8-flash", "gemini"),
        ("https://api.mistral.ai/v1", "mistral-medium-latest", "mistral"),
        ("https://dashscope-intl.aliyuncs.com/compatible-mode/v1", "qwen3-vl-plus", "qwen-vl-hosted"),
        (LOCAL, "Qwen/Qwen3-VL-8B-Instruct", "qwen-vl"),
        ("http://localhost:11434/v1", "qwen3-vl:8b", "ollama"),
        (LOCAL, "PaddlePaddle/PaddleOCR-VL-1.6", "paddleocr-vl"),
        (LOCAL, "zai-org/GLM-OCR", "glm-ocr"),
        ("http://localhost:8080/v1", "whatever.gguf", "llama.cpp"),
        ("https://openrouter.ai/api/v1", "some/model", "generic"),
        (LOCAL, "deepseek-flash", "generic"),
    ],
)
def test_a_family_is_found_by_address_and_model(base_url, model, name):
    assert find_profile(base_url=base_url, model=model).name == name


def test_a_named_family_needs_no_pattern():
    assert find_profile("glm-ocr", "https://api.deepseek.com", "deepseek-flash").name == "glm-ocr"


def test_handwriting_is_laid_over_the_family_that_fits():
    found = find_profile("handwriting", "https://api.deepseek.com", "deepseek-flash")
    plain = find_profile("deepseek")
    assert (found.name, found.handwriting, found.pieces) == ("deepseek+handwriting", True, 2)
    assert (plain.handwriting, plain.pieces) == (False, 1)
    assert found.thinking_off == plain.thinking_off
    assert find_profile("openai+handwriting").name == "openai+handwriting"


def test_rows_take_over_what_others_say():
    sglang, plain = find_profile("deepseek-ocr-sglang"), find_profile("deepseek-ocr")
    assert (sglang.prompt, sglang.coordinate_scale, sglang.images) == (plain.prompt, 999, 1)
    assert sglang.extra_body == {"skip_special_tokens": False}


def test_overrides_go_before_the_row():
    found = find_profile("deepseek", overrides={"temperatures": [0.7], "image_side": "1000", "extra_body": {"a": 1}})
    assert (found.temperatures, found.image_side, found.extra_body) == ((0.7,), 1000, {"a": 1})
    assert find_profile("deepseek").image_side == 1540


@pytest.mark.parametrize("name", profile_names())
def test_every_row_is_a_profile(name):
    found = find_profile(name)
    assert found.max_tokens > 0
    assert found.prompt_style != "json" or not found.prompt


@pytest.mark.parametrize(
    ("name", "overrides", "said"),
    [
        ("deepsek", {}, "There is no profile 'deepsek'"),
        ("deepseek+poetry", {}, "There is no profile 'poetry'"),
        ("deepseek", {"temprature": 1}, "Did you mean temperatures"),
        ("deepseek", {"image_side": "large"}, "image_side"),
        ("deepseek", {"json_mode": "xml"}, "json_mode"),
    ],
)
def test_what_is_unknown_is_said(name, overrides, said):
    with pytest.raises(UsageError, match=said):
        find_profile(name, overrides=overrides)
