"""How Twilio reads what a webhook answered: TwiML, or plain text that becomes an SMS."""

from xml.etree import ElementTree

TWIML_TYPES = frozenset({"text/xml", "application/xml", "text/html"})
MOST_REPLIES = 10


class AnswerError(Exception):
    """An answer that Twilio cannot use; `code` is the debugger's."""

    def __init__(self, code: int, detail: str) -> None:
        super().__init__(detail)
        self.code = code


def read(content_type: str, body: str) -> list[str]:
    """The texts to send back for an answer of 2xx, in order; none is usual.

    `content_type` is the header as received. Raises AnswerError.
    """
    kind = content_type.partition(";")[0].strip().lower()
    if not body.strip():
        return []
    if kind == "text/plain":
        # The trap that this stand-in keeps on purpose: a stray "OK" is billed, and read by somebody.
        return [body]
    if kind not in TWIML_TYPES:
        raise AnswerError(12300, f"content type {kind or 'missing'}")
    return _twiml(body)


def _twiml(body: str) -> list[str]:
    try:
        # The answer comes from the operator's own service, and expat refuses entities that explode.
        root = ElementTree.fromstring(body.strip().encode())  # noqa: S314
    except ElementTree.ParseError as error:
        raise AnswerError(12100, str(error)) from error
    if root.tag != "Response":
        raise AnswerError(12100, f"root element {root.tag}, expected Response")
    replies = [_text(element) for element in root if element.tag in ("Message", "Sms")]
    if len(replies) > MOST_REPLIES:
        raise AnswerError(14109, f"{len(replies)} messages in one answer")
    return [reply for reply in replies if reply]


def _text(element: ElementTree.Element) -> str:
    parts = [element.text or ""]
    for child in element:
        parts += [child.text or "" if child.tag == "Body" else "", child.tail or ""]
    return "".join(parts).strip()
