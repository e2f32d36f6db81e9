/** Links against the library and looks into the language without the tree-sitter runtime. */

#include "tree_sitter/parser.h"

#include <stdio.h>
#include <string.h>

const TSLanguage *tree_sitter_fitz(void);

int main(void) {
  const TSLanguage *language = tree_sitter_fitz();
  if (language->abi_version != 14) {
    fprintf(stderr, "ABI %u instead of 14\n", language->abi_version);
    return 1;
  }
  for (uint32_t symbol = 0; symbol < language->symbol_count; symbol++) {
    if (strcmp(language->symbol_names[symbol], "function_definition") == 0) {
      puts("1 passed, 0 failed");
      return 0;
    }
  }
  fputs("no symbol function_definition\n", stderr);
  return 1;
}
