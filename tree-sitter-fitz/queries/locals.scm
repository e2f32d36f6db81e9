; Scopes, definitions and references, with the capture names that Neovim documents.
;
; A definition is visible in the innermost scope around it, or in the scope around that where `"parent"` says
; so. `local.definition-value` marks what cannot see the definition yet: in `let n = n + 1` the second `n` is
; an older one.

; ---------------------------------------------------------------- scopes

[
  (source_file)
  (block)
  (closure)
  (for_statement)
  (function_definition)
  (list_comprehension)
  (loop_expression)
  (map_comprehension)
  (match_arm)
  (method_definition)
  (type_body)
  (while_statement)
] @local.scope

; ---------------------------------------------------------------- definitions

((function_definition
  name: (identifier) @local.definition.function)
  (#set! definition.function.scope "parent"))

((method_definition
  name: (identifier) @local.definition.method)
  (#set! definition.method.scope "parent"))

(type_definition
  name: (identifier) @local.definition.type)

; The body of a method sees the fields as plain names.
(field_definition
  name: (identifier) @local.definition.field)

(parameter
  name: (identifier) @local.definition.parameter)

(variadic_parameter
  name: (identifier) @local.definition.parameter)

(let_declaration
  name: (identifier) @local.definition.var
  value: (_) @local.definition-value)

(let_destructuring
  pattern: (parenthesized_pattern
    (identifier) @local.definition.var))

; The first assignment to a name declares it, and a query cannot tell which one is the first.
(assignment
  target: (identifier) @local.definition.var
  value: (_) @local.definition-value)

(tuple_pattern
  (identifier) @local.definition.var)

(result_pattern
  binding: (identifier) @local.definition.var)

(for_statement
  pattern: (identifier) @local.definition.var)

(for_clause
  pattern: (identifier) @local.definition.var)

(match_arm
  pattern: (identifier) @local.definition.var)

(match_arm
  pattern: (parenthesized_pattern
    (identifier) @local.definition.var))

; `import a.b` binds `b`.
(import_statement
  path: (module_path
    (identifier) @local.definition.import .)
  !alias)

(import_statement
  alias: (identifier) @local.definition.import)

(imported_name
  name: (identifier) @local.definition.import
  !alias)

(imported_name
  alias: (identifier) @local.definition.import)

(while_statement
  label: (label) @local.definition.label)

(for_statement
  label: (label) @local.definition.label)

(loop_expression
  label: (label) @local.definition.label)

; ---------------------------------------------------------------- references
;
; Place by place: the name after a dot, of an argument or of a field is no reference to a local name.

(named_type
  name: (identifier) @local.reference)

(struct_expression
  name: (identifier) @local.reference)

(binary_expression
  (identifier) @local.reference)

(unary_expression
  operand: (identifier) @local.reference)

(range_expression
  (identifier) @local.reference)

(parenthesized_expression
  (identifier) @local.reference)

(tuple_expression
  (identifier) @local.reference)

(list_expression
  (identifier) @local.reference)

(list_comprehension
  element: (identifier) @local.reference)

(pair
  (identifier) @local.reference)

(for_clause
  iterable: (identifier) @local.reference)

(if_clause
  condition: (identifier) @local.reference)

(call_expression
  function: (identifier) @local.reference)

(arguments
  (identifier) @local.reference)

(named_argument
  value: (identifier) @local.reference)

(decorator_arguments
  (identifier) @local.reference)

(keyword_argument
  value: (identifier) @local.reference)

(field_expression
  object: (identifier) @local.reference)

(tuple_index_expression
  object: (identifier) @local.reference)

(index_expression
  (identifier) @local.reference)

(slice_expression
  (identifier) @local.reference)

(await_expression
  value: (identifier) @local.reference)

(try_expression
  value: (identifier) @local.reference)

(field_initializer
  value: (identifier) @local.reference)

(interpolation
  value: (identifier) @local.reference)

(expression_body
  value: (identifier) @local.reference)

(expression_statement
  (identifier) @local.reference)

(let_declaration
  value: (identifier) @local.reference)

(let_destructuring
  value: (identifier) @local.reference)

(assignment
  value: (identifier) @local.reference)

(augmented_assignment
  (identifier) @local.reference)

(return_statement
  value: (identifier) @local.reference)

(status_reply
  status: (identifier) @local.reference)

(break_statement
  value: (identifier) @local.reference)

(if_expression
  condition: (identifier) @local.reference)

(while_statement
  condition: (identifier) @local.reference)

(for_statement
  iterable: (identifier) @local.reference)

(match_expression
  value: (identifier) @local.reference)

(match_arm
  guard: (identifier) @local.reference)

(match_arm
  body: (identifier) @local.reference)

(parameter
  default: (identifier) @local.reference)

(field_definition
  default: (identifier) @local.reference)

(break_statement
  label: (label) @local.reference)

(continue_statement
  label: (label) @local.reference)
