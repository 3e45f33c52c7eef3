"""What Schemathesis has to be told of this API: its media type is JSON, and a token is one that was given for the same filter."""

import schemathesis

MEDIA_TYPE = "application/x-amz-json-1.1"
schemathesis.serializer.alias(MEDIA_TYPE, "application/json")
issued = {}


@schemathesis.deserializer(MEDIA_TYPE)
def read_json(ctx, response):
    return response.json()


@schemathesis.hook
def before_call(ctx, case, kwargs):
    body = case.body
    is_positive = case.meta is not None and case.meta.generation.mode.value == "positive"
    if is_positive and isinstance(body, dict) and body.get("NextToken") is not None:
        token = issued.get(repr(body.get("Tags")))
        if token is None:
            del body["NextToken"]
        else:
            body["NextToken"] = token


@schemathesis.hook
def after_call(ctx, case, response):
    body = case.body
    if response.status_code == 200 and isinstance(body, dict):
        try:
            issued[repr(body.get("Tags"))] = response.json().get("NextToken")
        except (ValueError, AttributeError):
            pass
