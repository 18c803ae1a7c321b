"""Runs Python functions inside a sandbox as Lambda's Python runtimes do, over Varco's framed channel.

Written from the documented and recorded behaviour (handler resolution, error objects, log lines, context); none of it is
AWS's code. Runs on Python 3.8 and newer. What is not needed before the function's own code is imported late, for every
module here adds to every cold start.

A spare process (`_VARCO_SPARE`) loads what every function needs, then waits for a frame that brings its environment.
"""

import os
import sys

CHANNEL_FD = 3
# Frames, see src/lambda/lane/frames.ts: u32 length, u8 type, body; little-endian.
ADOPTION = 2
NEXT, RESPONSE, RESPONSE_TOO_LARGE, ERROR, INIT_ERROR = 16, 17, 18, 19, 20
# Lambda takes this much as a buffered response; beyond it only the fact is told.
RESPONSE_BYTES_MAX = 6291556
# Reading the peak memory costs some 30 µs, so it is done at most so often.
MEMORY_READ_EVERY_S = 0.1

TELEMETRY_FD = IS_JSON_LOG = RUNTIME = None


def read_environment():
    global TELEMETRY_FD, IS_JSON_LOG, RUNTIME
    TELEMETRY_FD = int(os.environ.pop("_LAMBDA_TELEMETRY_LOG_FD"))
    IS_JSON_LOG = os.environ.get("AWS_LAMBDA_LOG_FORMAT") == "JSON"
    RUNTIME = os.environ.get("AWS_EXECUTION_ENV", "")[len("AWS_Lambda_"):]


# Modules that the runtimes of Lambda bring with them; nothing else that is installed on this machine is there.
BUNDLED = {"boto3", "botocore", "s3transfer", "jmespath", "dateutil", "six", "urllib3"}
BUNDLED_BEFORE_3_12 = {"pip", "setuptools", "pkg_resources", "_distutils_hack"}

INIT_WARNING = (
    "LAMBDA_WARNING: Unhandled exception. The most likely cause is an issue in the function code. "
    "However, in rare cases, a Lambda runtime update can cause unexpected function behavior. "
    "For functions using managed runtimes, runtime updates can be triggered by a function configuration change, "
    "or can be applied automatically. To determine if the runtime has been updated, check the runtime version in "
    "the INIT_START log entry. If this error correlates with a change in the runtime version, you may be able to "
    "mitigate this error by temporarily rolling back to the previous runtime version. For more information, see "
    "https://docs.aws.amazon.com/lambda/latest/dg/runtimes-update.html"
)

request_id = None


# --- the channel


def send(kind, body=b""):
    data = memoryview(len(body).to_bytes(4, "little") + bytes((kind,)) + body)
    try:
        while data:
            data = data[os.write(CHANNEL_FD, data):]
    except OSError:
        os._exit(1)  # Varco is gone: so is this sandbox.


def receive(count):
    parts = []
    while count > 0:
        try:
            part = os.read(CHANNEL_FD, count)
        except OSError:
            part = b""
        if not part:
            os._exit(1)
        parts.append(part)
        count -= len(part)
    return b"".join(parts)


def wait_for_adoption():
    """Of a spare process: what every function needs is loaded, then it is told which one it is."""
    import importlib
    import json
    import struct
    import time

    head = receive(5)
    if head[4] != ADOPTION:
        os._exit(1)
    environment = json.loads(receive(int.from_bytes(head[:4], "little")))
    # Where there is no /tmp of its own, this is what it was given in its place.
    temporary = os.environ.get("TMPDIR")
    if temporary is not None:
        environment["TMPDIR"] = temporary
    for name in list(os.environ):
        if name not in environment:
            del os.environ[name]
    for name, value in environment.items():
        if os.environ.get(name) != value:
            os.environ[name] = value


def next_invocation():
    import struct

    send(NEXT, struct.pack("<Id", peak_memory_kb(), log_bytes))
    size = int.from_bytes(receive(5)[:4], "little")
    body = receive(size)
    meta_end = 4 + int.from_bytes(body[:4], "little")
    meta = body[4:meta_end].decode("utf-8").split("\n")
    return meta, body[meta_end:]


memory_read_at = None
parks = 0


def peak_memory_kb():
    global memory_read_at, parks
    import time

    now = time.monotonic()
    parks += 1
    if parks > 2 and now - memory_read_at < MEMORY_READ_EVERY_S:
        return 0
    memory_read_at = now
    try:
        with open("/proc/self/status", "rb") as status:
            for line in status:
                if line.startswith(b"VmHWM:"):
                    return int(line.split()[1])
    except OSError:
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024  # no /proc: macOS
    return 0


# --- the log: events in AWS's framing, big-endian: u32 type, u32 length, u64 µs, text

FRAME_TEXT, FRAME_JSON = 0xA55A0003, 0xA55A0002
FRAME_LEVELS = {"DEBUG": 8, "INFO": 12, "WARNING": 16, "WARN": 16, "ERROR": 20, "CRITICAL": 24, "FATAL": 24}

log_bytes = 0


def log_event(text, level=None, is_json=False):
    global log_bytes
    import time

    body = text.encode("utf-8", "backslashreplace")
    kind = (FRAME_JSON if is_json else FRAME_TEXT) | FRAME_LEVELS.get(level, 0)
    frame = kind.to_bytes(4, "big") + len(body).to_bytes(4, "big") + (time.time_ns() // 1000).to_bytes(8, "big") + body
    data = memoryview(frame)
    while data:
        written = os.write(TELEMETRY_FD, data)
        log_bytes += written
        data = data[written:]


class LineStream:
    """Standard output or error: whole lines become log events in their order with what is logged.

    On Lambda they go through another descriptor than the logging module's events, and the two may overtake each other.
    """

    def __init__(self, stream):
        self._stream = stream
        self._rest = ""

    def __getattr__(self, name):
        return getattr(self._stream, name)

    def write(self, text):
        if not isinstance(text, str):
            raise TypeError("write() argument must be str, not " + type(text).__name__)
        lines = (self._rest + text).split("\n")
        self._rest = lines.pop()
        for line in lines:
            log_event(line + "\n")
        return len(text)

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def flush(self):
        pass

    def flush_rest(self):
        if self._rest:
            rest, self._rest = self._rest, ""
            log_event(rest + "\n")
        # Bytes written to sys.stdout.buffer are still in it.
        self._stream.flush()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass


def flush_output():
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, LineStream):
            stream.flush_rest()
        else:
            try:
                stream.flush()
            except Exception:
                pass


def set_up_logging(logging):
    """The root logger's handler, as Lambda installs it."""
    import time

    logging.Formatter.converter = time.gmtime

    class LambdaLoggerHandler(logging.Handler):
        def emit(self, record):
            record.aws_request_id = request_id or ""
            level = logging.getLevelName(record.levelno)
            text = self.format(record)
            log_event(text, record.levelname if IS_JSON_LOG else level, IS_JSON_LOG)

    handler = LambdaLoggerHandler()
    if IS_JSON_LOG:
        handler.setFormatter(json_formatter(logging))
    else:
        handler.setFormatter(
            logging.Formatter(
                "[%(levelname)s]\t%(asctime)s.%(msecs)03dZ\t%(aws_request_id)s\t%(message)s\n", "%Y-%m-%dT%H:%M:%S"
            )
        )
    level = {"TRACE": "DEBUG", "WARN": "WARNING", "FATAL": "CRITICAL"}.get(
        os.environ.get("AWS_LAMBDA_LOG_LEVEL", "").upper(), os.environ.get("AWS_LAMBDA_LOG_LEVEL", "").upper()
    )
    root = logging.getLogger()
    if level in ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"):
        root.setLevel(level)
    root.addHandler(handler)


# Attributes of a record that are not a caller's own `extra`.
RECORD_ATTRIBUTES = {
    "name", "msg", "args", "levelname", "levelno", "pathname", "filename", "module", "exc_info", "exc_text",
    "stack_info", "lineno", "funcName", "created", "msecs", "relativeCreated", "thread", "threadName", "processName",
    "process", "taskName", "message", "asctime", "aws_request_id",
}


def json_formatter(logging):
    class JsonFormatter(logging.Formatter):
        def format(self, record):
            import time

            record.levelno = min(50, max(0, record.levelno)) // 10 * 10
            record.levelname = logging.getLevelName(record.levelno)
            fields = {
                "timestamp": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created)),
                "level": record.levelname,
                "message": record.getMessage(),
                "logger": record.name,
            }
            if record.exc_info:
                import traceback

                etype, value, trace = record.exc_info
                fields["stackTrace"] = traceback.format_tb(trace)
                fields["errorType"] = etype.__name__ if etype else None
                fields["errorMessage"] = str(value)
            fields["requestId"] = record.aws_request_id
            if record.exc_info:
                fields["location"] = "%s:%s:%d" % (record.pathname, record.funcName, record.lineno)
            for name, value in vars(record).items():
                if name not in RECORD_ATTRIBUTES and name not in fields:
                    fields[name] = value
            return to_json({name: value for name, value in fields.items() if value is not None}, True, False)

    return JsonFormatter()


class OnFirstImport:
    """Sets up the logging module when it is first imported, which most functions do, and some never."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        if name != "logging":
            return None
        sys.meta_path.remove(OnFirstImport)
        import importlib.util

        spec = importlib.util.find_spec("logging")
        load = spec.loader.exec_module

        def load_and_set_up(module):
            load(module)
            set_up_logging(module)

        spec.loader.exec_module = load_and_set_up
        return spec


# --- modules


class BundledModules:
    """Finds the modules that Lambda's runtimes bring along where this machine happens to have them."""

    def __init__(self, folders, names):
        self.folders = folders
        self.names = names

    def find_spec(self, name, path=None, target=None):
        if path is not None or name not in self.names:
            return None
        from importlib.machinery import PathFinder

        return PathFinder.find_spec(name, self.folders, target)


def set_up_modules():
    """sys.path as on Lambda: the package, layers, the standard library. The interpreter runs without its site module."""
    version = "%d.%d" % sys.version_info[:2]
    standard = [each for each in sys.path if each not in (os.path.dirname(os.path.abspath(__file__)), "")]
    own = [each for each in os.environ.get("PYTHONPATH", "").split(":") if each]
    task = os.environ["LAMBDA_TASK_ROOT"]
    root = os.environ.pop("_VARCO_LAYERS", "/opt")
    layers = ["%s/python/lib/python%s/site-packages" % (root, version), "%s/python" % root]
    sys.path[:] = [task] + [each for each in own if each != task] + layers + [each for each in standard if each not in own]
    folders = []
    for prefix in (sys.prefix, "/usr", "/usr/local"):
        folders += ["%s/lib/python%s/site-packages" % (prefix, version), "%s/lib/python3/dist-packages" % prefix]
    names = BUNDLED if sys.version_info >= (3, 12) else BUNDLED | BUNDLED_BEFORE_3_12
    debugger = os.environ.pop("_VARCO_DEBUGPY", None)
    if debugger is not None:
        names = names | {"debugpy"}
    sys.meta_path.append(BundledModules(folders, names))
    set_up_quitters()
    if debugger is not None:
        listen_for_debugger(debugger)


def listen_for_debugger(address):
    host, port = address.split(":")
    try:
        import debugpy

        debugpy.configure(python=sys.executable)
        debugpy.listen((host, int(port)))
    except ImportError:
        sys.stderr.write("Varco cannot debug this function: install debugpy for %s.\n" % sys.executable)


def set_up_quitters():
    """exit() and quit(), which the site module would have made."""
    import builtins

    def make(name):
        class Quitter:
            def __repr__(self):
                return "Use %s() or Ctrl-D (i.e. EOF) to exit" % name

            def __call__(self, code=None):
                raise SystemExit(code)

        return Quitter()

    builtins.exit = make("exit")
    builtins.quit = make("quit")


# --- JSON, as the runtime's encoder writes it


def to_json(value, lenient=False, is_ascii=None):
    """AWS's encoder is simplejson, which also writes named tuples as objects; the standard library's writes arrays."""
    import json

    # Since Python 3.12, Lambda answers with characters where earlier runtimes answer with escapes.
    if is_ascii is None:
        is_ascii = RUNTIME not in ("python3.12", "python3.13", "python3.14")
    numbers = []
    mark = "\0%d:" % id(numbers)

    def encode_other(other):
        decimal = sys.modules.get("decimal")
        if decimal is not None and isinstance(other, decimal.Decimal):
            if other.is_nan():
                return float("nan")
            numbers.append(str(other))
            return mark + str(len(numbers) - 1)
        if lenient:
            return str(other)
        raise TypeError("Object of type %s is not JSON serializable" % type(other).__name__)

    text = json.dumps(value, ensure_ascii=is_ascii, default=encode_other)
    for at, number in enumerate(numbers):
        text = text.replace(json.dumps(mark + str(at)), number, 1)
    return text


# --- errors


class Fault(Exception):
    """An error of Lambda's own, with its type and the trace it shows."""

    def __init__(self, kind, message, trace=None):
        super().__init__(message)
        self.kind = kind
        self.message = message
        self.trace = trace


def error_object(message, kind, trace, error_request_id):
    error = {"errorMessage": message or "", "errorType": kind or "", "requestId": error_request_id, "stackTrace": trace or []}
    if RUNTIME == "python3.8":
        del error["requestId"]  # recorded: the last client for 3.8 does not write it
    return error


def describe(thrown, error_request_id):
    if isinstance(thrown, Fault):
        return error_object(thrown.message, thrown.kind, thrown.trace, error_request_id)
    import traceback

    frames = traceback.extract_tb(thrown.__traceback__)
    own = os.path.abspath(__file__)
    at = 0
    while at < len(frames) and os.path.abspath(frames[at].filename) == own:
        at += 1
    # Lines as (file, line, name, text), which leaves out the markers that Python 3.11 and newer put under them.
    theirs = [(each.filename, each.lineno, each.name, each.line) for each in (frames[at:] or frames)]
    return error_object(str(thrown), type(thrown).__name__, traceback.format_list(theirs), error_request_id)


def log_error(error):
    if IS_JSON_LOG:
        import time

        stamp = {"timestamp": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), "level": "ERROR"}
        log_event(to_json(dict(stamp, **error)), "ERROR", True)
        return
    kind, message = error["errorType"], error["errorMessage"]
    head = "[ERROR]" + (" " + kind if kind else "")
    if message:
        head += (":" if kind else "") + " " + message
    lines = [head, "Traceback (most recent call last):"]
    for each in error["stackTrace"]:
        for line in each.splitlines() or [""]:
            text = line.lstrip(" ")
            lines.append("\u00a0" * (len(line) - len(text)) + text)
    log_event("\n".join(lines), "ERROR")


# --- the handler


def load_handler(name):
    try:
        module_name, function_name = name.rsplit(".", 1)
    except ValueError as error:
        raise Fault("Runtime.MalformedHandlerName", "Bad handler '%s': %s" % (name, error))
    if module_name.split(".")[0] in sys.builtin_module_names:
        raise Fault(
            "Runtime.BuiltInModuleConflict", "Cannot use built-in module %s as a handler module" % module_name
        )
    import importlib

    try:
        module = importlib.import_module(module_name.replace("/", "."))
    except ImportError as error:
        raise Fault("Runtime.ImportModuleError", "Unable to import module '%s': %s" % (module_name, error))
    except SyntaxError as error:
        trace = ['  File "%s" Line %s\n    %s' % (error.filename, error.lineno, error.text)]
        raise Fault("Runtime.UserCodeSyntaxError", "Syntax error in module '%s': %s" % (module_name, error), trace)
    try:
        return getattr(module, function_name)
    except AttributeError:
        raise Fault("Runtime.HandlerNotFound", "Handler '%s' missing on module '%s'" % (function_name, module_name))


class Members:
    """An object with fixed attributes, for the parts of the context."""

    names = ()

    def __init__(self, values):
        for name in self.names:
            setattr(self, name, values.get(name))

    def __repr__(self):
        return "%s([%s])" % (type(self).__name__, ",".join("%s=%s" % (each, getattr(self, each)) for each in self.names))


class CognitoIdentity(Members):
    names = ("cognito_identity_id", "cognito_identity_pool_id")


class Client(Members):
    names = ("installation_id", "app_title", "app_version_name", "app_version_code", "app_package_name")


class ClientContext(Members):
    names = ("custom", "env", "client")


class LambdaContext:
    def __init__(self, meta):
        self.aws_request_id = meta[0]
        self.log_group_name = os.environ.get("AWS_LAMBDA_LOG_GROUP_NAME")
        self.log_stream_name = os.environ.get("AWS_LAMBDA_LOG_STREAM_NAME")
        self.function_name = os.environ.get("AWS_LAMBDA_FUNCTION_NAME")
        self.memory_limit_in_mb = os.environ.get("AWS_LAMBDA_FUNCTION_MEMORY_SIZE")
        self.function_version = os.environ.get("AWS_LAMBDA_FUNCTION_VERSION")
        self.invoked_function_arn = meta[3]
        self.tenant_id = None
        self.client_context = read_client_context(meta[4])
        self.identity = CognitoIdentity({})
        self._epoch_deadline_time_in_ms = float(meta[1])

    def get_remaining_time_in_millis(self):
        import time

        return max(int(self._epoch_deadline_time_in_ms - time.time() * 1000), 0)

    def log(self, message):
        log_event(str(message))

    def __repr__(self):
        names = (
            "aws_request_id", "log_group_name", "log_stream_name", "function_name", "memory_limit_in_mb",
            "function_version", "invoked_function_arn", "client_context", "identity", "tenant_id",
        )
        return "LambdaContext([%s])" % ",".join("%s=%s" % (each, getattr(self, each)) for each in names)


def read_client_context(text):
    if not text:
        return None
    import json

    try:
        values = json.loads(text)
    except Exception as error:
        raise Fault("Runtime.LambdaContextUnmarshalError", "Unable to parse Client Context JSON: %s" % error)
    context = ClientContext(values)
    context.client = Client(context.client) if context.client is not None else None
    return context


def answer(handler, meta, payload):
    import json

    context = LambdaContext(meta)
    try:
        event = json.loads(payload)
    except Exception as error:
        raise Fault("Runtime.UnmarshalError", "Unable to unmarshal input: %s" % error)
    result = handler(event, context)
    if isinstance(result, bytes):
        return result
    try:
        return to_json(result).encode("utf-8", "surrogatepass")
    except Exception as error:
        raise Fault("Runtime.MarshalError", "Unable to marshal response: %s" % error)


def serve(handler):
    global request_id
    while True:
        meta, payload = next_invocation()
        request_id = meta[0]
        if meta[2]:
            os.environ["_X_AMZN_TRACE_ID"] = meta[2]
        else:
            os.environ.pop("_X_AMZN_TRACE_ID", None)
        try:
            kind, body = RESPONSE, answer(handler, meta, payload)
        except Exception as thrown:  # SystemExit and the like end the process, as on Lambda
            error = describe(thrown, request_id)
            flush_output()
            log_error(error)
            kind, body = ERROR, to_json(error).encode("utf-8", "surrogatepass")
            del thrown
        flush_output()
        if kind == RESPONSE and len(body) > RESPONSE_BYTES_MAX:
            kind, body = RESPONSE_TOO_LARGE, b""
        send(kind, body)
        meta = payload = body = None


def main():
    if "_VARCO_SPARE" in os.environ:
        wait_for_adoption()
    read_environment()
    sys.stdout, sys.stderr = LineStream(sys.stdout), LineStream(sys.stderr)
    sys.meta_path.insert(0, OnFirstImport)
    for descriptor in (CHANNEL_FD, TELEMETRY_FD):
        os.set_inheritable(descriptor, False)
    set_up_modules()
    try:
        handler = load_handler(os.environ["_HANDLER"])
    except Exception as thrown:
        import logging

        error = describe(thrown, "")
        flush_output()
        logging.warning(INIT_WARNING)
        log_error(error)
        send(INIT_ERROR, (error["errorType"] + "\0" + to_json(error)).encode("utf-8", "surrogatepass"))
        sys.exit(1)
    serve(handler)


if __name__ == "__main__":
    try:
        main()
    finally:
        flush_output()
