// A Python script that reads a module with the interpreter's own `ast` and prints what the doctor wants to know, as JSON.

/**
 * Run as `python3 -I -c SCRIPT` with the source on standard input; prints one JSON object, `PythonModule` of module.ts.
 * Columns are counted in characters from 1. The module is parsed, never executed.
 */
export const pythonOutlineScript = String.raw`
import ast, json, sys

source = sys.stdin.buffer.read()
lines = source.split(b"\n")
DEPTH = 5
LIMIT = 64

def column(line, offset):
    text = lines[line - 1][:offset] if line - 1 < len(lines) else b""
    return len(text.decode("utf-8", "replace")) + 1

def span(node):
    return {"line": node.lineno, "column": column(node.lineno, node.col_offset),
            "endLine": node.end_lineno, "endColumn": column(node.end_lineno, node.end_col_offset)}

def joined(first, last):
    begin, end = span(first), span(last)
    return {"line": begin["line"], "column": begin["column"], "endLine": end["endLine"], "endColumn": end["endColumn"]}

class Own(ast.NodeVisitor):
    """What a body holds without the functions and classes inside it."""
    def __init__(self, body):
        self.returns, self.assigned, self.items, self.functions, self.yields = [], {}, {}, {}, False
        for statement in body:
            self.visit(statement)
    def visit_FunctionDef(self, node):
        self.functions[node.name] = node
    visit_AsyncFunctionDef = visit_FunctionDef
    def visit_ClassDef(self, node):
        pass
    visit_Lambda = visit_ClassDef
    def visit_Return(self, node):
        self.returns.append(node)
    def visit_Yield(self, node):
        self.yields = True
    visit_YieldFrom = visit_Yield
    def visit_Assign(self, node):
        for target in node.targets:
            if isinstance(target, ast.Name):
                self.assigned.setdefault(target.id, []).append(node.value)
            elif isinstance(target, ast.Subscript) and isinstance(target.value, ast.Name):
                key = constant(target.slice)
                if isinstance(key, str):
                    self.items.setdefault(target.value.id, []).append((node, key, node.value))
    def visit_AnnAssign(self, node):
        if isinstance(node.target, ast.Name) and node.value is not None:
            self.assigned.setdefault(node.target.id, []).append(node.value)

def decorator_name(node):
    node = node.func if isinstance(node, ast.Call) else node
    parts = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return ".".join(reversed(parts + [node.id] if isinstance(node, ast.Name) else parts))

def constant(node):
    node = getattr(node, "value", node) if type(node).__name__ == "Index" else node
    return node.value if isinstance(node, ast.Constant) else None

def called(node):
    function = node.func
    if isinstance(function, ast.Name):
        return function.id
    if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name):
        return function.value.id + "." + function.attr
    return function.attr if isinstance(function, ast.Attribute) else ""

def alternatives(node, scopes, depth=DEPTH):
    if depth <= 0:
        return [{"type": "unknown", "at": span(node)}]
    if isinstance(node, ast.Await):
        return alternatives(node.value, scopes, depth)
    if isinstance(node, ast.IfExp):
        return (alternatives(node.body, scopes, depth - 1) + alternatives(node.orelse, scopes, depth - 1))[:LIMIT]
    if isinstance(node, ast.BoolOp):
        return [each for value in node.values for each in alternatives(value, scopes, depth - 1)][:LIMIT]
    if isinstance(node, ast.Name):
        return of_name(node, scopes, depth)
    if isinstance(node, ast.Call):
        return of_call(node, scopes, depth)
    return [plain(node, scopes, depth)]

def of_name(node, scopes, depth):
    for scope in reversed(scopes):
        values = scope.assigned.get(node.id)
        if values:
            found = [each for value in values for each in alternatives(value, scopes, depth - 1)][:LIMIT]
            later = scope.items.get(node.id, [])
            return [with_items(each, later, scopes, depth) for each in found]
    return [{"type": "unknown", "at": span(node)}]

def with_items(value, later, scopes, depth):
    if value["type"] != "object" or not later:
        return value
    names = {key for _, key, _ in later}
    members = [each for each in value["members"] if each["name"] not in names]
    members += [{"name": key, "at": span(node), "isShorthand": False, "value": member(given, scopes, depth)}
                for node, key, given in later]
    return dict(value, members=members)

TEXT = {"json.dumps", "str", "repr", "format", "join", "isoformat", "strftime", "decode", "dumps", "lower", "upper", "strip"}

# Response classes of web frameworks that this module imports: only their own adapters turn them into a response.
RESPONSES = set()
FRAMEWORKS = ("flask", "fastapi", "starlette", "chalice", "aws_lambda_powertools", "django")

def learn_responses(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in FRAMEWORKS:
            RESPONSES.update(each.asname or each.name for each in node.names if each.name.endswith("Response") or each.name == "jsonify")

UNMARSHALLED = {"b64encode": "bytes", "urlsafe_b64encode": "bytes", "standard_b64encode": "bytes", "encodebytes": "bytes",
                "encode": "bytes", "Decimal": "Decimal", "utcnow": "datetime"}

def of_call(node, scopes, depth):
    name = called(node)
    if name in TEXT or name.rpartition(".")[2] in TEXT:
        return [{"type": "text", "at": span(node)}]
    if name == "dict" and not node.args:
        members = [{"name": each.arg, "at": joined(each.value, each.value), "isShorthand": False,
                    "value": member(each.value, scopes, depth)} for each in node.keywords if each.arg]
        return [{"type": "object", "at": span(node), "members": members,
                 "isOpen": any(each.arg is None for each in node.keywords)}]
    kind = "set" if name in ("set", "frozenset") else UNMARSHALLED.get(name.rpartition(".")[2])
    if kind:
        return [{"type": "unknown", "at": span(node), "pythonType": kind}]
    if name in ("list", "sorted", "tuple"):
        return [{"type": "array", "at": span(node), "items": []}]
    if isinstance(node.func, ast.Name):
        for scope in reversed(scopes):
            if node.func.id in scope.functions:
                given = [value for each in outputs(scope.functions[node.func.id], scopes[:1], depth - 1) for value in [each["value"]]]
                return given[:LIMIT] or [{"type": "unknown", "at": span(node)}]
    if name.rpartition(".")[2] in RESPONSES:
        return [{"type": "unknown", "at": span(node), "pythonType": "Response"}]
    return [{"type": "unknown", "at": span(node)}]

def member(node, scopes, depth):
    found = alternatives(node, scopes, depth - 1)
    if len(found) != 1:
        return {"type": "unknown", "at": span(node)}
    return dict(found[0], at=span(node))

def plain(node, scopes, depth):
    at = span(node)
    if isinstance(node, ast.Dict):
        members, is_open = [], False
        for key, value in zip(node.keys, node.values):
            name = constant(key) if key is not None else None
            if name is None or not isinstance(name, (str, int, float, bool)):
                is_open = True
            else:
                members.append({"name": name if isinstance(name, str) else json.dumps(name), "at": joined(key, value),
                                "isShorthand": False, "value": member(value, scopes, depth)})
        return {"type": "object", "at": at, "members": members, "isOpen": is_open}
    if isinstance(node, ast.DictComp):
        return {"type": "object", "at": at, "members": [], "isOpen": True}
    if isinstance(node, (ast.List, ast.Tuple)):
        return {"type": "array", "at": at, "items": [member(each, scopes, depth) for each in node.elts]}
    if isinstance(node, (ast.Set, ast.SetComp)):
        return {"type": "unknown", "at": at, "pythonType": "set"}
    if isinstance(node, ast.Constant) and isinstance(node.value, bytes):
        return {"type": "unknown", "at": at, "pythonType": "bytes"}
    if isinstance(node, ast.ListComp):
        return {"type": "array", "at": at, "items": []}
    if isinstance(node, ast.Constant) and isinstance(node.value, (str, bool, int, float, type(None))):
        return {"type": "literal", "at": at, "value": node.value}
    if isinstance(node, ast.JoinedStr):
        return {"type": "text", "at": at}
    return {"type": "unknown", "at": at}

def outputs(function, scopes, depth=DEPTH):
    own = Own(function.body)
    return [{"how": "return", "at": span(each), "value": value}
            for each in own.returns if each.value is not None
            for value in alternatives(each.value, scopes + [own], depth)][:LIMIT]

def can_complete(body):
    return all(completes(statement) for statement in body)

def completes(node):
    if isinstance(node, (ast.Return, ast.Raise)):
        return False
    if isinstance(node, ast.If):
        return can_complete(node.body) or can_complete(node.orelse)
    if isinstance(node, (ast.With, ast.AsyncWith)):
        return can_complete(node.body)
    if isinstance(node, ast.While) and isinstance(node.test, ast.Constant) and node.test.value:
        return any(isinstance(each, ast.Break) for each in ast.walk(node))
    if type(node).__name__ == "Match":
        return not ends_in_wildcard(node.cases[-1]) or any(can_complete(each.body) for each in node.cases)
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        return called(node.value) not in ("sys.exit", "exit", "os._exit", "abort")
    if isinstance(node, ast.Try):
        if node.finalbody and not can_complete(node.finalbody):
            return False
        return can_complete(node.body + node.orelse) or any(can_complete(each.body) for each in node.handlers)
    return True

def ends_in_wildcard(case):
    return case.guard is None and type(case.pattern).__name__ == "MatchAs" and case.pattern.pattern is None

def looks_like_response(value):
    return value["type"] == "object" and any(each["name"] == "statusCode" for each in value["members"])

def outline(function, top):
    own = Own(function.body)
    dropped = None
    for statement in ast.walk(function):
        if isinstance(statement, ast.Expr) and isinstance(statement.value, (ast.Call, ast.Dict)):
            if any(looks_like_response(each) for each in alternatives(statement.value, [top, own])):
                dropped = dropped or span(statement)
    header = {"line": function.lineno, "column": column(function.lineno, function.col_offset),
              "endLine": function.lineno, "endColumn": len(lines[function.lineno - 1].decode("utf-8", "replace").rstrip()) + 1}
    return {"at": header, "isAsync": isinstance(function, ast.AsyncFunctionDef), "isGenerator": own.yields,
            "decorators": [decorator_name(each) for each in function.decorator_list], "parameterCount": len(function.args.args),
            "eventName": function.args.args[0].arg if function.args.args else None,
            "outputs": outputs(function, [top]), "emptyReturns": [span(each) for each in own.returns if each.value is None],
            "fallsThrough": can_complete(function.body), "droppedResult": dropped}

def function_behind(node, top, depth=DEPTH):
    if depth <= 0:
        return None
    if isinstance(node, ast.Name):
        if node.id in top.functions:
            return top.functions[node.id]
        return next((found for value in top.assigned.get(node.id, []) for found in [function_behind(value, top, depth - 1)] if found), None)
    if isinstance(node, ast.Call):
        return next((found for each in node.args for found in [function_behind(each, top, depth - 1)] if found), None)
    return None

def environment_reads(tree):
    late, tried = set(), set()
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            late |= {id(each) for each in ast.walk(node)}
        elif isinstance(node, (ast.Try, ast.If, ast.IfExp)):
            tried |= {id(each) for each in ast.walk(node)}
    found = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Subscript) or not isinstance(node.ctx, ast.Load) or id(node) in tried:
            continue
        base = node.value
        named = isinstance(base, ast.Attribute) and base.attr == "environ" or isinstance(base, ast.Name) and base.id == "environ"
        name = constant(node.slice)
        if named and isinstance(name, str):
            found.append({"name": name, "at": span(node), "isAtStart": id(node) not in late})
    return found

def standard(name):
    known = getattr(sys, "stdlib_module_names", None)
    return {} if known is None else {"isStandard": name.split(".")[0] in known}

def optional_imports(tree):
    """Imports that may fail: in a try, in a branch (TYPE_CHECKING), or inside a function, where they come late."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, (ast.Try, ast.If, ast.FunctionDef, ast.AsyncFunctionDef, ast.With)):
            found |= {id(each) for each in ast.walk(node) if isinstance(each, (ast.Import, ast.ImportFrom))}
    return found

def module():
    try:
        tree = ast.parse(source)
    except SyntaxError as error:
        return {"syntaxError": {"line": error.lineno or 1, "column": error.offset or 1, "message": error.msg}}
    learn_responses(tree)
    top = Own(tree.body)
    functions = {name: outline(function, top) for name, function in top.functions.items()}
    for name, values in top.assigned.items():
        for value in values:
            found = function_behind(value, top)
            if found is not None and name not in functions:
                functions[name] = outline(found, top)
    imports, names, is_open = [], set(top.functions) | set(top.assigned), False
    optional = optional_imports(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            imports += [{"module": each.name, "at": span(node), "isOptional": id(node) in optional, **standard(each.name)}
                        for each in node.names]
            names |= {each.asname or each.name.split(".")[0] for each in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = "." * node.level + (node.module or "")
            imports.append({"module": base, "at": span(node), "isOptional": id(node) in optional, **standard(base)})
            if node.level or node.module:
                imports += [{"module": base + ("" if base.endswith(".") else ".") + each.name, "at": span(node),
                             "isOptional": True, **standard(base)} for each in node.names if each.name != "*"]
            names |= {each.asname or each.name for each in node.names}
            is_open = is_open or any(each.name == "*" for each in node.names)
        elif isinstance(node, ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        elif isinstance(node, ast.Name) and node.id in ("globals", "setattr", "exec", "eval"):
            is_open = True
    return {"functions": functions, "names": sorted(names), "imports": imports, "isOpen": is_open,
            "environment": environment_reads(tree),
            "changesSearchPath": any(isinstance(each, ast.Attribute) and each.attr == "path" and isinstance(each.value, ast.Name)
                                     and each.value.id == "sys" for each in ast.walk(tree))}

sys.stdout.write(json.dumps(module()))
`;
