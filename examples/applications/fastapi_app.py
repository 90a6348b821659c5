"""Enquiries checked where a FastAPI application receives them: `uvicorn fastapi_app:app`."""

import os
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

import enquiry

MAX_BYTES = 64 * 1024
guide = enquiry.load_guide(os.environ.get("ENQUIRY_GUIDE"))
app = FastAPI()


@app.post("/enquiries")
async def receive(request: Request) -> JSONResponse:
    """Answers where the enquiry goes, or what to fix in it."""
    raw = b""
    async for chunk in request.stream():  # no more, whatever the headers say
        if len(raw := raw + chunk) > MAX_BYTES:
            return problem(413)
    try:
        document = enquiry.read(raw)
    except enquiry.Unreadable as error:
        return problem(400, detail=str(error))
    result = guide.validate(document)
    if not result.valid:
        return problem(422, problems=[each.as_dict() for each in result.problems])
    return JSONResponse(guide.route(document))


def problem(status: int, **members: Any) -> JSONResponse:
    """The answer to what is not accepted, as RFC 9457 has it."""
    content = {"title": HTTPStatus(status).phrase, "status": status, **members}
    return JSONResponse(content, status, media_type="application/problem+json")
