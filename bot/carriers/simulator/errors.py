"""Twilio's numbered errors, in this stand-in's own words."""

MESSAGES = {
    11200: "HTTP retrieval failure",
    12100: "Document parse failure",
    12300: "Invalid Content-Type",
    14109: "Reply message limit exceeded",
    20001: "Invalid parameter",
    20003: "Authenticate",
    20404: "The requested resource was not found",
    21211: "The 'To' number is not a valid phone number",
    21266: "The 'To' and 'From' numbers cannot be the same",
    21602: "A message body is required",
    21603: "A 'From' number is required",
    21604: "A 'To' number is required",
    21606: "The 'From' number is not one of this account's message-capable numbers",
    21609: "The 'StatusCallback' address is not a valid URL",
    21610: "The recipient has unsubscribed from this number",
    21617: "The message body exceeds the limit of 1600 characters",
    21703: "The messaging service has no number to send from",
    30003: "Unreachable destination handset",
    30006: "Landline or unreachable carrier",
    90007: "The validity period must be between 1 and 36000 seconds",
}


class TwilioError(Exception):
    """A refusal that the API's caller sees as JSON: Twilio's code and the HTTP status that carries it."""

    def __init__(self, code: int, status: int = 400) -> None:
        super().__init__(f"{code}: {MESSAGES[code]}")
        self.code = code
        self.status = status

    def document(self) -> dict[str, str | int]:
        """The JSON body of the answer."""
        return {
            "code": self.code,
            "message": MESSAGES[self.code],
            "more_info": f"https://www.twilio.com/docs/errors/{self.code}",
            "status": self.status,
        }
