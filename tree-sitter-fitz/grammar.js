/**
 * @file The grammar of the Fitz programming language.
 * @license MIT OR Apache-2.0
 *
 * Four decisions carry most of this file:
 *
 * - A line break is a token, not white space. Where the language does not want one, it is a syntax error at
 *   the end of that line, and that is also what keeps a half-typed line from swallowing the next one. The
 *   scanner (src/scanner.c) tells the kinds apart, see `externals`.
 * - Errors that an editor meets all the time are not left to error recovery. A string or bracket that is not
 *   closed contains a zero-width `unclosed` node, and a zero-width `missing` node stands for an operand, a
 *   name after a dot, a body and so on. The tree around them is whole. Both kinds are syntax errors, and so
 *   are `unclosed_comment` and `unexpected_character`; a validation pass reports them.
 * - A parser pays for every token and every node, seen or not, so this file avoids nodes that nobody sees, at
 *   the price of a bigger table: what stands in a place is spelled out there (`expression($)` and its like)
 *   instead of being a node of its own, and the first rounds of a repetition are written out (`rounds`).
 * - Rules that need more than the shape of a program (reserved words as names, escapes, format specs, the
 *   order of arguments) are left to that validation pass too, so that its messages can be exact.
 */

/// <reference types="tree-sitter-cli/dsl" />
// @ts-check

const PREC = {
  struct: -2,
  body: -1,
  or: 1,
  and: 2,
  equality: 3,
  comparison: 4,
  bit_or: 5,
  bit_xor: 6,
  bit_and: 7,
  shift: 8,
  range: 9,
  sum: 10,
  product: 11,
  unary: 12,
  postfix: 13,
};

const BINARY_OPERATORS = [
  [PREC.or, ["or", "xor"]],
  [PREC.and, ["and"]],
  [PREC.equality, ["==", "!="]],
  [PREC.comparison, ["<", "<=", ">", ">="]],
  [PREC.bit_or, ["|"]],
  [PREC.bit_xor, ["^"]],
  [PREC.bit_and, ["&"]],
  [PREC.shift, ["<<", ">>"]],
  [PREC.sum, ["+", "-"]],
  [PREC.product, ["*", "/", "%"]],
];

const AUGMENTED_OPERATORS = ["+=", "-=", "*=", "/=", "&=", "|=", "^=", "<<=", ">>="];

const RANGE_OPERATORS = ["..", "..="];

module.exports = grammar({
  name: "fitz",

  externals: ($) => [
    // The line breaks. `_line_break_statement` comes before a keyword that can only start a statement,
    // `_line_break_item` before something that can also be a member of a type (`fn name`, `@`).
    $._line_break,
    $._line_break_statement,
    $._line_break_item,
    // A line break that means nothing: before a leading dot, between comments, inside brackets.
    $._blank_line_break,
    // Zero-width: a line ends where the construct around it must not.
    $._end_of_line,
    // Zero-width: inside brackets, the file ends or a statement begins on the next line.
    $._unclosed,
    // Zero-width: a line or a bracket ends before an operand; something other than a name follows a dot.
    $._missing_operand,
    $._missing_name,
    // Zero-width: the next character is the brace that opens the block of a match arm.
    $._arm_block_start,
    $._string_text,
    $._string_text_multiline,
    $._string_text_escaped,
    $._pattern_text,
    $._pattern_text_multiline,
    $._byte_string_text,
    $.format_spec,
    $.block_comment,
    // Nothing closes it: then it ends with its line, and the rest of the file survives.
    $.unclosed_comment,
    // No rule uses it: it tells the scanner that the parser recovers from an error.
    $._error_recovery,
  ],

  extras: ($) => [
    /[ \t\r]/,
    $._blank_line_break,
    $.line_comment,
    $.block_comment,
    $.unclosed_comment,
    $.unexpected_character,
  ],

  word: ($) => $.identifier,

  supertypes: ($) => [$._expression, $._statement, $._pattern, $._type],

  inline: ($) => [$._name, $._value, $._body, $._function, $._comprehension],

  rules: {
    source_file: ($) =>
      seq(
        repeat(choice($._any_line_break, seq($._statement, $._any_line_break))),
        optional($._statement),
        optional($._unclosed),
      ),

    // ---------------------------------------------------------------- statements

    _statement: ($) => statement($),

    block: ($) =>
      seq(
        "{",
        optional($._line_breaks),
        rounds(3, seq($._block_statement, $._line_breaks)),
        optional($._block_statement),
        $._close_brace,
      ),

    // Not a supertype, because the parser makes a node for a supertype even where it could do without.
    _block_statement: ($) => statement($),

    _line_breaks: ($) => repeat1($._any_line_break),

    _any_line_break: ($) => choice($._line_break, $._line_break_statement, $._line_break_item),

    // Brackets that may span lines. Where one can close, the scanner makes nothing of a line break.

    _close_paren: ($) => close($, ")"),
    _close_bracket: ($) => close($, "]"),
    _close_brace: ($) => close($, "}"),

    // Brackets that must close on their line.

    _close_paren_on_line: ($) => close_line($, ")"),
    _close_bracket_on_line: ($) => close_line($, "]"),
    _close_brace_on_line: ($) => close_line($, "}"),

    let_declaration: ($) =>
      seq("let", field("name", $.identifier), optional(annotation($)), $._value),

    let_destructuring: ($) =>
      seq(
        "let",
        field("pattern", choice($.tuple_pattern, $.parenthesized_pattern)),
        $._value,
      ),

    _value: ($) => choice(seq("=", field("value", expression($))), missing($)),

    assignment: ($) =>
      choice(
        seq(field("target", choice($.identifier, $._place)), "=", field("value", expression($))),
        seq(field("target", $.identifier), annotation($), $._value),
      ),

    augmented_assignment: ($) =>
      seq(
        field("target", choice($.identifier, $._place)),
        field("operator", choice(...AUGMENTED_OPERATORS)),
        field("value", expression($)),
      ),

    _place: ($) => choice($.field_expression, $.index_expression, $.parenthesized_expression),

    return_statement: ($) => seq("return", optional(field("value", choice(expression($), $.status_reply)))),

    // `return 404 {...}`. The first key is a string: that is what tells it from a struct literal.
    status_reply: ($) =>
      seq(
        field("status", choice($.integer, $.identifier)),
        field("body", alias($._status_body, $.map_expression)),
      ),

    // `return Name {}` could be either; the language says status.
    _status_body: ($) =>
      prec(1, seq("{", listed(alias($._status_pair, $.pair), $.pair), $._close_brace)),

    _status_pair: ($) =>
      seq(field("key", $.string), ":", optional($._line_break), field("value", expression($))),

    break_statement: ($) =>
      prec.right(seq("break", optional(field("label", $.label)), optional(field("value", expression($))))),

    continue_statement: ($) => seq("continue", optional(field("label", $.label))),

    _body: ($) => choice(field("body", $.block), missing($)),

    while_statement: ($) => seq(optional(label($)), "while", field("condition", $._operand), $._body),

    for_statement: ($) =>
      seq(
        optional(label($)),
        "for",
        field("pattern", pattern($)),
        "in",
        field("iterable", $._operand),
        $._body,
      ),

    expression_statement: ($) => expression($),

    // ---------------------------------------------------------------- definitions

    function_definition: ($) =>
      seq(optional($._decorators), optional("async"), $._function),

    _function: ($) => seq("fn", field("name", $.identifier), $._signature_and_body),

    _signature_and_body: ($) =>
      choice(
        seq(
          field("parameters", $.parameters),
          optional(seq("->", field("return_type", type($)))),
          choice($._body, field("body", $.expression_body)),
        ),
        missing($),
      ),

    expression_body: ($) => prec(PREC.body, seq("=>", field("value", expression($)))),

    parameters: ($) => seq("(", listed($._parameter), $._close_paren),

    _parameter: ($) => choice($.parameter, $.variadic_parameter),

    parameter: ($) => seq(field("name", $.identifier), optional(annotation($)), optional(default_value($))),

    variadic_parameter: ($) =>
      seq("...", field("name", $.identifier), optional(annotation($)), optional(default_value($))),

    type_definition: ($) =>
      seq(
        optional($._decorators),
        "type",
        field("name", $.identifier),
        choice(field("body", $.type_body), missing($)),
      ),

    type_body: ($) =>
      seq(
        "{",
        repeat($._member_line_break),
        rounds(2, seq($._member, optional(","), repeat($._member_line_break))),
        $._close_brace,
      ),

    _member_line_break: ($) => choice($._line_break, $._line_break_item),

    _member: ($) => choice($.field_definition, $.method_definition),

    field_definition: ($) =>
      seq(
        optional($._decorators),
        field("name", $.identifier),
        annotation($),
        optional(default_value($)),
      ),

    method_definition: ($) =>
      seq(
        optional($._decorators),
        optional("static"),
        optional("async"),
        $._function,
      ),

    _decorators: ($) => repeat1(seq(field("decorator", $.decorator), optional($._any_line_break))),

    decorator: ($) =>
      seq("@", field("name", $.identifier), optional(field("arguments", $.decorator_arguments))),

    decorator_arguments: ($) =>
      seq("(", listed($._decorator_argument), $._close_paren),

    _decorator_argument: ($) => choice($._expression, $.keyword_argument),

    keyword_argument: ($) =>
      seq(field("name", $.identifier), "=", optional($._line_break), field("value", expression($))),

    // ---------------------------------------------------------------- imports

    import_statement: ($) =>
      seq("import", field("path", $.module_path), optional(seq("as", field("alias", $.identifier)))),

    from_import_statement: ($) =>
      seq(
        "from",
        field("path", $.module_path),
        choice(
          missing($),
          seq("import", imported($), repeat(seq(",", imported($))), optional(",")),
          seq("import", "(", optional($._line_break), list(imported($)), $._close_paren),
        ),
      ),

    imported_name: ($) =>
      seq(field("name", $.identifier), optional(seq("as", field("alias", $.identifier)))),

    module_path: ($) => seq($.identifier, repeat(seq(".", $._name_or_missing))),

    _name_or_missing: ($) => choice($.identifier, alias($._missing_name, $.missing)),

    // ---------------------------------------------------------------- expressions

    _expression: ($) =>
      choice(...operands($), $.unary_expression, $.binary_expression, $.range_expression),

    unary_expression: ($) =>
      prec(
        PREC.unary,
        seq(field("operator", choice("-", "not", "~")), field("operand", expression($))),
      ),

    // As `_expression`, but not a supertype. An operand has to be a node, because precedence is decided on nodes;
    // so has the head of a statement, where a brace after a name opens the body.
    _operand: ($) => expression($),

    binary_expression: ($) => binary($, $._operand),

    range_expression: ($) =>
      prec.left(
        PREC.range,
        seq(
          field("start", $._operand),
          field("operator", choice(...RANGE_OPERATORS)),
          field("end", $._operand),
        ),
      ),

    parenthesized_expression: ($) => seq("(", $._expression, $._close_paren_on_line),

    tuple_expression: ($) =>
      seq(
        "(",
        choice(
          $._close_paren_on_line,
          seq(
            $._expression,
            ",",
            repeat(seq($._expression, ",")),
            optional($._expression),
            $._close_paren_on_line,
          ),
        ),
      ),

    list_expression: ($) => seq("[", listed($._expression), $._close_bracket),

    list_comprehension: ($) =>
      seq("[", field("element", expression($)), $._comprehension, $._close_bracket),

    map_expression: ($) => seq("{", listed($.pair), $._close_brace),

    map_comprehension: ($) =>
      seq("{", field("entry", $.pair), $._comprehension, $._close_brace),

    _comprehension: ($) =>
      seq(repeat1($.for_clause), optional($.if_clause)),

    pair: ($) =>
      seq(
        field("key", expression($)),
        choice(seq(":", optional($._line_break), field("value", expression($))), missing($)),
      ),

    for_clause: ($) =>
      seq(
        "for",
        field("pattern", pattern($)),
        "in",
        optional($._line_break),
        field("iterable", expression($)),
      ),

    if_clause: ($) => seq("if", optional($._line_break), field("condition", expression($))),

    // The precedence matters only in the head of `if`, `while`, `for` and `match`, the one place where a
    // brace can follow a name otherwise: there the brace opens the body.
    struct_expression: ($) =>
      prec(PREC.struct, seq(field("name", $.identifier), field("body", $.field_initializers))),

    field_initializers: ($) => separated($, $.field_initializer),

    field_initializer: ($) =>
      seq(field("name", $.identifier), ":", optional($._line_break), field("value", expression($))),

    if_expression: ($) =>
      seq(
        "if",
        field("condition", $._operand),
        choice(field("consequence", $.block), missing($)),
        optional(seq("else", choice(field("alternative", choice($.block, $.if_expression)), missing($)))),
      ),

    match_expression: ($) =>
      seq(
        "match",
        field("value", $._operand),
        choice(field("body", $.match_body), missing($)),
      ),

    match_body: ($) => separated($, $.match_arm),

    _separator: ($) => choice(",", $._line_break),

    match_arm: ($) =>
      seq(
        field("pattern", choice(pattern($), $.or_pattern)),
        optional(seq("if", field("guard", expression($)))),
        choice(
          seq("=>", $._arm_block_start, field("body", $.block)),
          seq(
            "=>",
            field(
              "body",
              choice(expression($), $.return_statement, $.break_statement, $.continue_statement),
            ),
          ),
          missing($),
        ),
      ),

    loop_expression: ($) => seq(optional(label($)), "loop", $._body),

    closure: ($) => seq(optional("async"), "fn", $._signature_and_body),

    call_expression: ($) =>
      prec(PREC.postfix, seq(field("function", postfix_operand($)), field("arguments", $.arguments))),

    arguments: ($) => seq("(", listed($._argument), $._close_paren),

    _argument: ($) => choice($._expression, $.named_argument),

    named_argument: ($) => seq(field("name", $.identifier), ":", field("value", expression($))),

    field_expression: ($) => prec(PREC.postfix, seq(field("object", postfix_operand($)), ".", $._name)),

    _name: ($) => choice(field("field", $.identifier), alias($._missing_name, $.missing)),

    tuple_index_expression: ($) =>
      prec(PREC.postfix, seq(field("object", postfix_operand($)), ".", field("index", $.integer))),

    await_expression: ($) => prec(PREC.postfix, seq(field("value", postfix_operand($)), ".", "await")),

    try_expression: ($) => prec(PREC.postfix, seq(field("value", postfix_operand($)), "?")),

    index_expression: ($) =>
      prec(
        PREC.postfix,
        seq(field("object", postfix_operand($)), "[", field("index", slice_bound($)), $._close_bracket_on_line),
      ),

    slice_expression: ($) =>
      prec(
        PREC.postfix,
        seq(
          field("object", postfix_operand($)),
          "[",
          optional(field("start", $._slice_bound)),
          field("operator", choice(...RANGE_OPERATORS)),
          optional(field("end", $._slice_bound)),
          $._close_bracket_on_line,
        ),
      ),

    // Inside index brackets `..` belongs to the slice and binds weaker than every operator.
    _slice_bound: ($) => slice_bound($),

    _slice_binary: ($) => binary($, $._slice_bound),

    // ---------------------------------------------------------------- patterns

    _pattern: ($) => pattern($),

    wildcard_pattern: (_) => "_",

    or_pattern: ($) => seq($._pattern, repeat1(seq("|", $._pattern))),

    literal_pattern: ($) =>
      choice($.integer, $.float, $.negative_literal, $.string_pattern, $.true, $.false, $.null),

    negative_literal: ($) => seq("-", choice($.integer, $.float)),

    range_pattern: ($) =>
      seq(
        field("start", $._range_bound),
        field("operator", choice(...RANGE_OPERATORS)),
        field("end", $._range_bound),
      ),

    _range_bound: ($) => choice($.integer, $.negative_literal),

    result_pattern: ($) =>
      seq(
        field("constructor", alias(choice("Ok", "Err"), $.identifier)),
        "(",
        field("binding", choice($.identifier, $.wildcard_pattern)),
        ")",
      ),

    tuple_pattern: ($) =>
      seq(
        "(",
        optional(
          seq(
            choice(pattern($), $.or_pattern),
            ",",
            repeat(seq(choice(pattern($), $.or_pattern), ",")),
            optional(choice(pattern($), $.or_pattern)),
          ),
        ),
        ")",
      ),

    parenthesized_pattern: ($) => seq("(", choice(pattern($), $.or_pattern), ")"),

    string_pattern: ($) =>
      choice(
        seq(
          '"',
          repeat(choice(alias($._pattern_text, $.string_content), $.escape_sequence)),
          close_line($, '"'),
        ),
        seq(
          '"""',
          repeat(choice(alias($._pattern_text_multiline, $.string_content), $.escape_sequence)),
          close($, '"""'),
        ),
      ),

    // ---------------------------------------------------------------- types

    _type: ($) => type($),

    // `Fn` is a name like any other until a parenthesis follows it.
    named_type: ($) =>
      seq(
        field("name", choice($.identifier, alias("Fn", $.identifier))),
        optional(field("arguments", $.type_arguments)),
      ),

    type_arguments: ($) =>
      seq(
        "<",
        optional($._line_break),
        $._type,
        repeat(seq(",", optional($._line_break), $._type)),
        close($, ">"),
      ),

    nullable_type: ($) =>
      seq(field("inner", choice($.named_type, $.tuple_type, $.parenthesized_type)), "?"),

    function_type: ($) =>
      seq(
        "Fn",
        field("parameters", $.function_type_parameters),
        "->",
        field("return_type", type($)),
      ),

    function_type_parameters: ($) =>
      seq(
        "(",
        optional(seq($._type, repeat(seq(",", optional($._line_break), $._type)))),
        $._close_paren,
      ),

    tuple_type: ($) =>
      seq(
        "(",
        optional(seq($._type, ",", repeat(seq($._type, ",")), optional($._type))),
        $._close_paren_on_line,
      ),

    parenthesized_type: ($) => seq("(", $._type, $._close_paren_on_line),

    // ---------------------------------------------------------------- literals

    // [\p{Alphabetic}_][\p{Alphabetic}\p{N}_]*, written so that the lexer tries the letters of ASCII before it
    // looks a character up in its thousand Unicode ranges.
    identifier: (_) =>
      token(
        choice(
          seq(
            /[a-zA-Z_][a-zA-Z0-9_]*/,
            optional(seq(/[\p{Alphabetic}\p{N}&&[^\x00-\x7f]]/, /[\p{Alphabetic}\p{N}_]*/)),
          ),
          seq(/[\p{Alphabetic}&&[^\x00-\x7f]]/, /[\p{Alphabetic}\p{N}_]*/),
        ),
      ),

    label: (_) => /'[\p{Alphabetic}\p{N}_]+/,

    integer: (_) =>
      token(
        choice(
          /[0-9](_?[0-9])*/,
          /0[xX](_?[0-9a-fA-F])+/,
          /0[oO](_?[0-7])+/,
          /0[bB](_?[01])+/,
        ),
      ),

    float: (_) =>
      token(
        choice(
          /[0-9](_?[0-9])*\.[0-9](_?[0-9])*([eE][+-]?[0-9](_?[0-9])*)?/,
          /[0-9](_?[0-9])*[eE][+-]?[0-9](_?[0-9])*/,
        ),
      ),

    true: (_) => "true",
    false: (_) => "false",
    null: (_) => "null",

    string: ($) =>
      choice(
        seq('"', rounds(2, $._string_part), close_line($, '"')),
        seq('"""', rounds(2, $._string_part_multiline), close($, '"""')),
      ),

    _string_part: ($) => choice(alias($._string_text, $.string_content), $.escape_sequence, $.interpolation),

    _string_part_multiline: ($) =>
      choice(alias($._string_text_multiline, $.string_content), $.escape_sequence, $.interpolation),

    interpolation: ($) =>
      seq(
        "{",
        field("value", expression($)),
        optional(seq(":", optional(field("format", $.format_spec)))),
        $._close_brace_on_line,
      ),

    // A string inside an interpolation of a one-line string: "{row[\"id\"]}".
    escaped_string: ($) =>
      seq(
        '\\"',
        repeat(choice(alias($._string_text_escaped, $.string_content), $.escape_sequence)),
        close_line($, '\\"'),
      ),

    byte_string: ($) =>
      seq(
        'b"',
        repeat(choice(alias($._byte_string_text, $.byte_string_content), $.escape_sequence)),
        close($, '"'),
      ),

    escape_sequence: (_) => token.immediate(prec(-1, /\\(u\{[^}"\n]*\}|x[0-9a-fA-F]{0,2}|[^\n])/)),

    // ---------------------------------------------------------------- comments

    line_comment: (_) => token(/\/\/([^\r\n]|\r+[^\r\n])*/),

    // Characters that start no token. What is around them is parsed as if they were not there.
    unexpected_character: (_) =>
      token(prec(-1, choice(/[\x00-\x08\x0b\x0c\x0e-\x1f\x7f!#$'\\`]/, /[^\x00-\x7f\p{Alphabetic}]+/))),
  },
});

/** Any statement. */
function statement($) {
  return choice(
    $.let_declaration,
    $.let_destructuring,
    $.assignment,
    $.augmented_assignment,
    $.return_statement,
    $.break_statement,
    $.continue_statement,
    $.while_statement,
    $.for_statement,
    $.function_definition,
    $.type_definition,
    $.import_statement,
    $.from_import_statement,
    $.expression_statement,
  );
}

/** Any pattern but alternatives: those may stand in an arm and in parentheses only. */
function pattern($) {
  return choice(
    $.wildcard_pattern,
    $.identifier,
    $.literal_pattern,
    $.range_pattern,
    $.result_pattern,
    $.tuple_pattern,
    $.parenthesized_pattern,
  );
}

/** Any type. */
function type($) {
  return choice(
    $.named_type,
    $.nullable_type,
    $.function_type,
    $.tuple_type,
    $.parenthesized_type,
    missing_operand($),
  );
}

/** `: type` */
function annotation($) {
  return seq(":", field("type", type($)));
}

/** `= value` */
function default_value($) {
  return seq("=", field("default", expression($)));
}

/** `'name:` */
function label($) {
  return seq(field("label", $.label), ":");
}

/** What closes something that spans lines, or the mark that it is not there. */
function close($, token) {
  return choice(token, alias($._unclosed, $.unclosed));
}

/** What closes something that must end on its line, or the mark that it is not there. */
function close_line($, token) {
  return choice(token, alias($._end_of_line, $.unclosed));
}

/** The mark of the part that the end of the line cuts off. */
function missing($) {
  return alias($._end_of_line, $.missing);
}

function missing_operand($) {
  return alias($._missing_operand, $.missing);
}

function imported($) {
  return field("name", $.imported_name);
}

/** Any number of items with commas between them, and optionally after the last one. */
function listed(first, item = first) {
  return optional(list(first, item));
}

function list(first, item = first) {
  return seq(first, rounds(1, seq(",", item)), optional(","));
}

/** Items between braces that a line break separates as well as a comma does. */
function separated($, item) {
  return seq(
    "{",
    optional(seq(item, rounds(2, seq($._separator, item)), optional($._separator))),
    $._close_brace,
  );
}

/**
 * `repeat(round)` with the first rounds written out. The parser makes two nodes for every round of a repetition,
 * and most repetitions in a program are short.
 */
function rounds(written_out, round) {
  return written_out === 0 ? repeat(round) : optional(seq(round, rounds(written_out - 1, round)));
}

/**
 * What `$._expression` stands for, without its node. A parser spends most of its time on such nodes that
 * nobody sees, so the fields that hold most of the expressions of a program do without them.
 */
function expression($) {
  return choice(...operands($), $.unary_expression, $.binary_expression, $.range_expression);
}

/** What a postfix operator can follow, in the same way. */
function postfix_operand($) {
  return choice(...operands($));
}

/** Every expression that is not made with a prefix or binary operator. */
function operands($) {
  return [
    $.identifier,
    $.integer,
    $.float,
    $.string,
    $.escaped_string,
    $.byte_string,
    $.true,
    $.false,
    $.null,
    $.parenthesized_expression,
    $.tuple_expression,
    $.list_expression,
    $.list_comprehension,
    $.map_expression,
    $.map_comprehension,
    $.struct_expression,
    $.if_expression,
    $.match_expression,
    $.loop_expression,
    $.closure,
    $.call_expression,
    $.field_expression,
    $.tuple_index_expression,
    $.index_expression,
    $.slice_expression,
    $.await_expression,
    $.try_expression,
    missing_operand($),
  ];
}

/** What can stand in index brackets. */
function slice_bound($) {
  return prec(1, choice(...operands($), $.unary_expression, alias($._slice_binary, $.binary_expression)));
}

function one_of(tokens) {
  return tokens.length === 1 ? tokens[0] : choice(...tokens);
}

/** The binary operators by their precedence, all of them left-associative. */
function binary($, operand) {
  return choice(
    ...BINARY_OPERATORS.map(([precedence, operators]) =>
      prec.left(
        precedence,
        seq(field("left", operand), field("operator", one_of(operators)), field("right", operand)),
      ),
    ),
  );
}
