/**
 * The external scanner of the Fitz grammar: line breaks, string contents and the zero-width tokens that
 * keep a half-typed program in shape. grammar.js says in `externals` what each token stands for.
 *
 * The state keeps the scanner linear. A line break has to look past the comments that follow it (is the
 * next thing a leading dot?), and a block comment that nothing closes is only known at the end of the file:
 * without remembering what was found there, each of a thousand comments would look past all the others.
 */

#include "tree_sitter/alloc.h"
#include "tree_sitter/parser.h"

#include <string.h>

enum TokenType {
  LINE_BREAK,
  LINE_BREAK_STATEMENT,
  LINE_BREAK_ITEM,
  BLANK_LINE_BREAK,
  END_OF_LINE,
  UNCLOSED,
  MISSING_OPERAND,
  MISSING_NAME,
  ARM_BLOCK_START,
  STRING_TEXT,
  STRING_TEXT_MULTILINE,
  STRING_TEXT_ESCAPED,
  PATTERN_TEXT,
  PATTERN_TEXT_MULTILINE,
  BYTE_STRING_TEXT,
  FORMAT_SPEC,
  BLOCK_COMMENT,
  UNCLOSED_COMMENT,
  /** No rule uses it, so it is valid exactly while the parser recovers from an error. */
  ERROR_RECOVERY,
};

typedef struct {
  /** How many of the line breaks that follow are known to mean nothing. */
  uint32_t blank_line_breaks;
  /** Whether it is known that no block comment is closed any more. */
  uint32_t no_comment_end;
} Scanner;

static inline void advance(TSLexer *lexer) { lexer->advance(lexer, false); }

static inline void skip(TSLexer *lexer) { lexer->advance(lexer, true); }

static inline bool at_end(TSLexer *lexer) { return lexer->lookahead == 0 && lexer->eof(lexer); }

static inline bool is_blank(int32_t c) { return c == ' ' || c == '\t' || c == '\r'; }

static inline bool is_line_break(int32_t c) { return c == '\n' || c == ';'; }

static inline bool is_digit(int32_t c) { return c >= '0' && c <= '9'; }

/**
 * Whether a name can start with the character. Any character outside ASCII counts: if it is none that the
 * language allows, the lexer rejects it where it stands.
 */
static inline bool is_name_start(int32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
}

static inline bool is_name_part(int32_t c) { return is_name_start(c) || is_digit(c); }

static bool found(TSLexer *lexer, enum TokenType token) {
  lexer->result_symbol = (TSSymbol)token;
  return true;
}

// ------------------------------------------------------------------------------------ strings

/** What ends one of the kinds of string text, besides a backslash. */
typedef struct {
  enum TokenType token;
  /** The token that takes the place of a closing quote that is not there. */
  enum TokenType unclosed;
  bool ends_at_line_break;
  /** One quote ends the text; otherwise three do. */
  bool ends_at_one_quote;
  bool ends_at_brace;
  /** The closing quote is written `\"`, and a bare one means that it is missing. */
  bool escaped;
} TextKind;

static const TextKind TEXT_KINDS[] = {
    {STRING_TEXT, END_OF_LINE, true, true, true, false},
    {STRING_TEXT_MULTILINE, UNCLOSED, false, false, true, false},
    {STRING_TEXT_ESCAPED, END_OF_LINE, true, true, false, true},
    {PATTERN_TEXT, END_OF_LINE, true, true, false, false},
    {PATTERN_TEXT_MULTILINE, UNCLOSED, false, false, false, false},
    {BYTE_STRING_TEXT, UNCLOSED, false, true, false, false},
};

static bool scan_text(TSLexer *lexer, const TextKind *kind) {
  bool has_text = false;
  bool unclosed = false;
  for (;; has_text = true) {
    int32_t c = lexer->lookahead;
    if (c != '"' && c != '\\' && c != '{' && c != '\n' && c != '\r' && c != 0) {
      advance(lexer);
      continue;
    }
    // The text ends here, unless what follows shows that it does not.
    lexer->mark_end(lexer);
    if (at_end(lexer)) {
      unclosed = true;
      break;
    }
    if (c == '\n' && kind->ends_at_line_break) {
      unclosed = true;
      break;
    }
    if (c == '{' && kind->ends_at_brace) break;
    if (c == '"' && kind->ends_at_one_quote) {
      unclosed = kind->escaped;
      break;
    }
    advance(lexer);
    if (c == '"') {
      if (lexer->lookahead != '"') continue;
      advance(lexer);
      if (lexer->lookahead == '"') break;
    } else if (c == '\r' && kind->ends_at_line_break && (lexer->lookahead == '\n' || at_end(lexer))) {
      unclosed = true;
      break;
    } else if (c == '\\' && lexer->lookahead != '\n' && lexer->lookahead != '\r' && !at_end(lexer)) {
      // Elsewhere, at the end of a line, it escapes nothing: it is text, and the validation reports it.
      break;
    }
  }
  if (has_text) return found(lexer, kind->token);
  return unclosed && found(lexer, kind->unclosed);
}

static bool scan_format_spec(TSLexer *lexer) {
  bool has_text = false;
  while (lexer->lookahead != '}' && lexer->lookahead != '"' && lexer->lookahead != '\n' && !at_end(lexer)) {
    advance(lexer);
    has_text = true;
  }
  lexer->mark_end(lexer);
  return has_text && found(lexer, FORMAT_SPEC);
}

// --------------------------------------------------------------------------------- line breaks

/**
 * Reads a block comment, with the lexer after its first slash and on the star. The token ends after the
 * comment, or with the line if nothing closes it.
 */
static enum TokenType scan_block_comment(Scanner *scanner, TSLexer *lexer) {
  advance(lexer);
  bool star = false;
  bool line_ended = false;
  while (!at_end(lexer)) {
    int32_t c = lexer->lookahead;
    if (star && c == '/') {
      advance(lexer);
      lexer->mark_end(lexer);
      return BLOCK_COMMENT;
    }
    if (!line_ended && (c == '\n' || c == '\r')) {
      lexer->mark_end(lexer);
      if (c == '\r') advance(lexer);
      line_ended = lexer->lookahead == '\n';
      if (line_ended && scanner->no_comment_end) return UNCLOSED_COMMENT;
      star = false;
      continue;
    }
    star = c == '*';
    advance(lexer);
  }
  if (!line_ended) lexer->mark_end(lexer);
  scanner->no_comment_end = true;
  return UNCLOSED_COMMENT;
}

/** Reads a comment that the line break before it looks past, with the lexer after its first slash. */
static bool read_comment(Scanner *scanner, TSLexer *lexer) {
  if (lexer->lookahead == '/') {
    while (lexer->lookahead != '\n' && !at_end(lexer)) advance(lexer);
    return true;
  }
  if (lexer->lookahead != '*' || scanner->no_comment_end) return false;
  advance(lexer);
  bool star = false;
  while (!at_end(lexer)) {
    if (star && lexer->lookahead == '/') {
      advance(lexer);
      return true;
    }
    star = lexer->lookahead == '*';
    advance(lexer);
  }
  scanner->no_comment_end = true;
  return false;
}

#define LONGEST_KEYWORD 8

/** Reads a word of up to LONGEST_KEYWORD letters into `word`; a longer word leaves it empty. */
static void read_word(TSLexer *lexer, char word[LONGEST_KEYWORD + 1]) {
  unsigned length = 0;
  while (is_name_part(lexer->lookahead)) {
    if (length < LONGEST_KEYWORD && lexer->lookahead < 0x80) {
      word[length++] = (char)lexer->lookahead;
    } else {
      length = LONGEST_KEYWORD + 1;
      break;
    }
    advance(lexer);
  }
  word[length <= LONGEST_KEYWORD ? length : 0] = '\0';
}

static void skip_blanks(TSLexer *lexer) {
  while (is_blank(lexer->lookahead)) advance(lexer);
}

/** The kind of a line break, with the lexer on the first character of what follows it. */
static enum TokenType classify_line_break(TSLexer *lexer) {
  static const char *const STATEMENT_KEYWORDS[] = {
      "let", "type", "return", "import", "from", "while", "break", "continue",
  };
  int32_t c = lexer->lookahead;
  if (c == '.') {
    advance(lexer);
    return lexer->lookahead == '.' ? LINE_BREAK : BLANK_LINE_BREAK;
  }
  if (c == '@') return LINE_BREAK_ITEM;
  if (!(c >= 'a' && c <= 'w')) return LINE_BREAK;

  char word[LONGEST_KEYWORD + 1];
  read_word(lexer, word);
  skip_blanks(lexer);
  // `from: 1` is a mistake of its own, in a place where names stand: not the start of a statement.
  if (lexer->lookahead == ':') return LINE_BREAK;
  if (strcmp(word, "async") == 0) {
    read_word(lexer, word);
    skip_blanks(lexer);
  }
  // Without a name it is a closure, which can stand on any line of an argument list.
  if (strcmp(word, "fn") == 0) return is_name_start(lexer->lookahead) ? LINE_BREAK_ITEM : LINE_BREAK;
  if (strcmp(word, "static") == 0) return LINE_BREAK_ITEM;
  for (unsigned i = 0; i < sizeof(STATEMENT_KEYWORDS) / sizeof(*STATEMENT_KEYWORDS); i++) {
    if (strcmp(word, STATEMENT_KEYWORDS[i]) == 0) return LINE_BREAK_STATEMENT;
  }
  return LINE_BREAK;
}

/** Skips blanks, blank lines and semicolons. */
static void skip_line_break_run(TSLexer *lexer) {
  while (is_line_break(lexer->lookahead) || is_blank(lexer->lookahead)) advance(lexer);
}

/**
 * Whether the character after a line break is enough to see that the break is none before a statement, a member
 * or a comment: it begins none of the keywords that `classify_line_break` looks for.
 */
static bool is_plain_line_start(int32_t c) {
  static const char OTHERS[] = "abcfilrstw@/"; // and the end of the file, which is the 0 that ends the string
  return c >= 0x80 || memchr(OTHERS, c, sizeof(OTHERS)) == NULL;
}

/** Skips blanks, comments and line breaks; gives how many runs of line breaks comments keep apart. */
static uint32_t skip_line_break_runs(Scanner *scanner, TSLexer *lexer) {
  uint32_t runs = 0;
  bool in_run = false;
  for (;;) {
    int32_t c = lexer->lookahead;
    if (is_line_break(c)) {
      if (!in_run) runs++;
      in_run = true;
      advance(lexer);
    } else if (is_blank(c)) {
      advance(lexer);
    } else if (c == '/') {
      advance(lexer);
      if (!read_comment(scanner, lexer)) return runs;
      in_run = false;
    } else {
      return runs;
    }
  }
}

/**
 * A line break where a zero-width token may have to stand before it. The end of a token can only be set
 * while passing it, and the choice needs what comes after the line break: so all tokens are zero-width here,
 * and where it is the line break after all, the characters follow as one that means nothing.
 */
static bool scan_line_break_or_missing(Scanner *scanner, TSLexer *lexer, const bool *valid) {
  skip_line_break_run(lexer);
  if (valid[UNCLOSED] && !valid[END_OF_LINE] && !valid[MISSING_NAME] && is_plain_line_start(lexer->lookahead)) {
    // Nothing is missing. This is the usual case, and it does without the second token.
    lexer->mark_end(lexer);
    bool means_nothing = !valid[LINE_BREAK] || classify_line_break(lexer) == BLANK_LINE_BREAK;
    return found(lexer, means_nothing ? BLANK_LINE_BREAK : LINE_BREAK);
  }
  uint32_t runs = 1 + skip_line_break_runs(scanner, lexer);
  enum TokenType line_break = classify_line_break(lexer);
  if (line_break != BLANK_LINE_BREAK && !valid[line_break]) {
    if (valid[MISSING_NAME]) return found(lexer, MISSING_NAME);
    if (valid[END_OF_LINE]) return found(lexer, END_OF_LINE);
    if (valid[UNCLOSED]) {
      // Where a bracket can close, a line can end, unless a statement follows: then it should have closed.
      if (line_break != LINE_BREAK) return found(lexer, UNCLOSED);
      line_break = BLANK_LINE_BREAK;
    } else if (valid[MISSING_OPERAND]) {
      return found(lexer, MISSING_OPERAND);
    }
  }
  scanner->blank_line_breaks = runs;
  return found(lexer, line_break);
}

/**
 * A run of line breaks, blank lines and semicolons; the lexer is on the first of them. The blanks that indent the
 * next line belong to it, so that nobody has to read them again.
 */
static bool scan_line_break(Scanner *scanner, TSLexer *lexer, const bool *valid) {
  skip_line_break_run(lexer);
  lexer->mark_end(lexer);
  if (scanner->blank_line_breaks > 0) {
    scanner->blank_line_breaks--;
    return found(lexer, BLANK_LINE_BREAK);
  }
  if (lexer->lookahead == '/') {
    advance(lexer);
    // Another line break follows the comment: that one can tell as well what comes next.
    if (lexer->lookahead == '/') return found(lexer, BLANK_LINE_BREAK);
    if (!read_comment(scanner, lexer)) return found(lexer, LINE_BREAK);
    scanner->blank_line_breaks = skip_line_break_runs(scanner, lexer);
  }
  // Here any kind of line break will do, so the word that follows need not be read.
  if (lexer->lookahead != '.' && !valid[ERROR_RECOVERY]) return found(lexer, LINE_BREAK);
  return found(lexer, classify_line_break(lexer));
}

// ------------------------------------------------------------------------------------- the rest

/** The zero-width tokens that stand before something other than a line break. */
static bool scan_missing(TSLexer *lexer, const bool *valid) {
  switch (lexer->lookahead) {
    case '{':
      if (valid[ARM_BLOCK_START]) return found(lexer, ARM_BLOCK_START);
      break;
    case '"':
      // A quote where an expression is complete ends the string around the interpolation.
      if (valid[END_OF_LINE] && !valid[MISSING_OPERAND]) return found(lexer, END_OF_LINE);
      break;
    case ')':
    case ']':
    case '}':
    case ',':
    case ':':
      // Where they are not expected, they show that the operand before them is missing.
      if (valid[END_OF_LINE] || valid[UNCLOSED] || valid[LINE_BREAK_STATEMENT]) break;
      if (valid[MISSING_OPERAND]) return found(lexer, MISSING_OPERAND);
      break;
    case 0:
      if (!at_end(lexer)) break;
      if (valid[MISSING_NAME]) break;
      if (valid[END_OF_LINE]) return found(lexer, END_OF_LINE);
      if (valid[UNCLOSED]) return found(lexer, UNCLOSED);
      if (valid[MISSING_OPERAND]) return found(lexer, MISSING_OPERAND);
      break;
    default:
      break;
  }
  return valid[MISSING_NAME] && found(lexer, MISSING_NAME);
}

void *tree_sitter_fitz_external_scanner_create(void) { return ts_calloc(1, sizeof(Scanner)); }

void tree_sitter_fitz_external_scanner_destroy(void *payload) { ts_free(payload); }

unsigned tree_sitter_fitz_external_scanner_serialize(void *payload, char *buffer) {
  const Scanner *scanner = payload;
  if (scanner->blank_line_breaks == 0 && !scanner->no_comment_end) return 0;
  memcpy(buffer, scanner, sizeof(Scanner));
  return sizeof(Scanner);
}

void tree_sitter_fitz_external_scanner_deserialize(void *payload, const char *buffer, unsigned length) {
  Scanner *scanner = payload;
  *scanner = (Scanner){0};
  if (length == sizeof(Scanner)) memcpy(scanner, buffer, sizeof(Scanner));
}

/** Whether the parser is inside a string; without branches, because it is asked before every token. */
static inline bool is_text_expected(const bool *valid) {
  return valid[STRING_TEXT] | valid[STRING_TEXT_MULTILINE] | valid[STRING_TEXT_ESCAPED] | valid[PATTERN_TEXT] |
         valid[PATTERN_TEXT_MULTILINE] | valid[BYTE_STRING_TEXT] | valid[FORMAT_SPEC];
}

bool tree_sitter_fitz_external_scanner_scan(void *payload, TSLexer *lexer, const bool *valid) {
  Scanner *scanner = payload;
  if (is_text_expected(valid) && !valid[ERROR_RECOVERY]) {
    for (unsigned i = 0; i < sizeof(TEXT_KINDS) / sizeof(*TEXT_KINDS); i++) {
      if (valid[TEXT_KINDS[i].token]) return scan_text(lexer, &TEXT_KINDS[i]);
    }
    if (scan_format_spec(lexer)) return true;
  }

  // Most tokens begin with a letter or a digit, and nothing below does.
  if (is_name_part(lexer->lookahead)) return false;
  // Zero-width tokens end here, before the blanks.
  lexer->mark_end(lexer);
  while (is_blank(lexer->lookahead)) skip(lexer);
  int32_t c = lexer->lookahead;
  if (is_name_part(c)) return false;
  if (c == '/') {
    // A comment, perhaps with what is missing behind it.
    advance(lexer);
    return lexer->lookahead == '*' && found(lexer, scan_block_comment(scanner, lexer));
  }
  if (is_line_break(c)) {
    bool any_line_break = valid[LINE_BREAK_STATEMENT] || scanner->blank_line_breaks > 0;
    bool any_missing = valid[END_OF_LINE] || valid[UNCLOSED] || valid[MISSING_OPERAND] || valid[MISSING_NAME];
    return any_missing && !any_line_break ? scan_line_break_or_missing(scanner, lexer, valid)
                                          : scan_line_break(scanner, lexer, valid);
  }
  return !valid[ERROR_RECOVERY] && scan_missing(lexer, valid);
}
