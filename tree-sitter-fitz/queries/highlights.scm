; Highlighting of Fitz.
;
; Of several patterns that capture one node the LAST one counts (Neovim, Helix, Zed and tree-sitter-highlight
; agree on that), so this file goes from the general to the particular. A node inside another one wins over it.
;
; tree-sitter-highlight forgets a match as a whole when a later pattern captures one of its nodes. So a pattern
; with several captures stands after those that capture the same nodes, and repeats their capture names.

; ---------------------------------------------------------------- names

(identifier) @variable

; Written like a type: a type that is used as a value, `User.all(db)`.
((identifier) @type
  (#match? @type "^[A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*$"))

((identifier) @constant
  (#match? @constant "^_?[A-Z][A-Z0-9_]+$"))

(let_declaration
  name: (identifier) @function
  value: (closure))

(parameter
  name: (identifier) @variable.parameter)

(variadic_parameter
  name: (identifier) @variable.parameter)

(named_argument
  name: (identifier) @variable.parameter)

(keyword_argument
  name: (identifier) @variable.parameter)

(field_expression
  field: (identifier) @variable.member)

(field_initializer
  name: (identifier) @variable.member)

(field_definition
  name: (identifier) @variable.member)

(wildcard_pattern) @character.special

(label) @label

; ---------------------------------------------------------------- types

(named_type
  name: (identifier) @type)

(struct_expression
  name: (identifier) @type)

(type_definition
  name: (identifier) @type.definition)

((named_type
  name: (identifier) @type.builtin)
  (#any-of? @type.builtin
    "Any" "Bool" "Bytes" "Cookie" "Date" "DateTime" "DbConn" "DbRow" "File" "Float" "Fn" "Future"
    "HttpClientResponse" "HttpResponse" "Int" "List" "Map" "Null" "RandGen" "Range" "Request" "Response"
    "Result" "Secret" "SmtpResult" "Str" "Uuid" "Vec" "WsConn"))

((struct_expression
  name: (identifier) @type.builtin)
  (#any-of? @type.builtin "Cookie" "File" "HttpResponse" "Response"))

((field_expression
  object: (identifier) @type.builtin)
  (#any-of? @type.builtin "Date" "DateTime" "Uuid"))

(function_type
  "Fn" @type.builtin)

; ---------------------------------------------------------------- functions

(function_definition
  name: (identifier) @function)

(method_definition
  name: (identifier) @function.method)

(call_expression
  function: (identifier) @function.call)

(call_expression
  function: (field_expression
    field: (identifier) @function.method.call))

((call_expression
  function: (identifier) @function.builtin)
  (#any-of? @function.builtin
    "abs" "assert" "assert_eq" "assert_ne" "assert_throws" "bytes" "bytes_from_b64" "bytes_from_hex" "ceil"
    "clamp" "config" "cors" "env" "env_or" "flag" "floor" "leading_zeros" "len" "load_env" "max" "min"
    "popcount" "pow" "print" "rotate_left" "rotate_right" "round" "secret" "sleep" "spawn" "sqrt" "to_json"
    "trailing_zeros" "ws_broadcast"))

((identifier) @constructor
  (#any-of? @constructor "Ok" "Err"))

; ---------------------------------------------------------------- modules

(module_path
  (identifier) @module)

(import_statement
  alias: (identifier) @module)

((field_expression
  object: (identifier) @module.builtin)
  (#any-of? @module.builtin
    "auth" "flags" "fs" "hash" "http" "jwt" "log" "rand" "smtp" "sql" "ws"))

; These two are common names of variables too.
((call_expression
  function: (field_expression
    object: (identifier) @module.builtin
    field: (identifier) @function.method.call))
  (#eq? @module.builtin "db")
  (#eq? @function.method.call "connect"))

((call_expression
  function: (field_expression
    object: (identifier) @module.builtin
    field: (identifier) @function.method.call))
  (#eq? @module.builtin "num")
  (#any-of? @function.method.call "format" "percent" "currency"))

; ---------------------------------------------------------------- literals

(integer) @number

(float) @number.float

(tuple_index_expression
  index: (integer) @variable.member)

[
  (true)
  (false)
] @boolean

(null) @constant.builtin

(string
  [
    "\""
    "\"\"\""
  ] @string)

(string_pattern
  [
    "\""
    "\"\"\""
  ] @string)

(escaped_string
  "\\\"" @string)

[
  (string_content)
  (byte_string)
] @string

(escape_sequence) @string.escape

(format_spec) @string.special

; ---------------------------------------------------------------- keywords

"let" @keyword

"fn" @keyword.function

"type" @keyword.type

"static" @keyword.modifier

[
  "async"
  "await"
] @keyword.coroutine

[
  "import"
  "from"
  "as"
] @keyword.import

[
  "if"
  "else"
  "match"
] @keyword.control.conditional

[
  "for"
  "in"
  "while"
  "loop"
  "break"
  "continue"
] @keyword.control.repeat

"return" @keyword.control.return

[
  "and"
  "or"
  "xor"
  "not"
] @keyword.operator

; ---------------------------------------------------------------- operators and punctuation

[
  "="
  "+="
  "-="
  "*="
  "/="
  "&="
  "|="
  "^="
  "<<="
  ">>="
  "+"
  "-"
  "*"
  "/"
  "%"
  "=="
  "!="
  "<"
  "<="
  ">"
  ">="
  "&"
  "|"
  "^"
  "~"
  "<<"
  ">>"
  ".."
  "..="
  "..."
  "?"
  "->"
  "=>"
] @operator

[
  ","
  "."
  ":"
] @punctuation.delimiter

[
  "("
  ")"
  "["
  "]"
  "{"
  "}"
] @punctuation.bracket

(type_arguments
  [
    "<"
    ">"
  ] @punctuation.bracket)

(interpolation
  [
    "{"
    "}"
    ":"
  ] @punctuation.special)

; ---------------------------------------------------------------- decorators

(decorator
  "@" @attribute
  name: (identifier) @attribute)

((decorator
  name: (identifier) @attribute.builtin)
  (#any-of? @attribute.builtin
    "admin" "auth_provider" "authenticated" "background" "belongs_to" "check_constraint" "column" "command"
    "cookie" "cron" "db_default" "delete" "every" "flag" "get" "has_many" "has_one" "header" "healthz"
    "hidden" "index" "live_component" "metric" "middleware" "on" "post" "primary" "put" "readyz"
    "render_for" "renamed_from" "requires" "rpc" "server" "table" "test" "trace" "unique" "ws"))

; ---------------------------------------------------------------- paths of endpoints
;
; Where they are declared and where something is sent to them.

((decorator
  name: (identifier) @attribute.builtin
  arguments: (decorator_arguments
    .
    (string
      [
        (string_content) @string.special.path
        (interpolation
          value: (identifier) @variable.parameter)
      ]+)))
  (#any-of? @attribute.builtin "get" "post" "put" "delete" "ws"))

((call_expression
  function: (identifier) @function.builtin
  arguments: (arguments
    .
    (string
      (string_content) @string.special.path)))
  (#eq? @function.builtin "ws_broadcast"))

((call_expression
  function: (field_expression
    object: (identifier) @module.builtin
    field: (identifier) @function.method.call)
  arguments: (arguments
    .
    (string
      (string_content) @string.special.path)))
  (#eq? @module.builtin "ws")
  (#eq? @function.method.call "broadcast"))

; ---------------------------------------------------------------- comments and mistakes

[
  (line_comment)
  (block_comment)
] @comment

(unclosed_comment) @comment.error

; Both are empty; a theme that marks them shows where something is not there.
[
  (unclosed)
  (missing)
] @error

(unexpected_character) @error

(string
  .
  [
    "\""
    "\"\"\""
  ] @error
  (unclosed) .)

(byte_string
  .
  "b\"" @error
  (unclosed) .)
