"""Enquiries checked where a Flask application receives them: `flask --app flask_app run`."""

import os
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, jsonify, request

import enquiry

MAX_BYTES = 64 * 1024
guide = enquiry.load_guide(os.environ.get("ENQUIRY_GUIDE"))
app = Flask(__name__)


@app.post("/enquiries")
def receive() -> Response:
    """Answers where the enquiry goes, or what to fix in it."""
    raw = request.stream.read(MAX_BYTES + 1)  # no more, whatever the headers say
    try:
        document = enquiry.read(raw)
    except enquiry.Unreadable as error:
        return problem(413 if len(raw) > MAX_BYTES else 400, detail=str(error))
    result = guide.validate(document)
    if not result.valid:
        return problem(422, problems=[each.as_dict() for each in result.problems])
    return jsonify(guide.route(document))


def problem(status: int, **members: Any) -> Response:
    """The answer to what is not accepted, as RFC 9457 has it."""
    answer = jsonify({"title": HTTPStatus(status).phrase, "status": status, **members})
    answer.status_code = status
    answer.mimetype = "application/problem+json"
    return answer
