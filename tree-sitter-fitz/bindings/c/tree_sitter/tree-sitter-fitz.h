#ifndef TREE_SITTER_FITZ_H_
#define TREE_SITTER_FITZ_H_

typedef struct TSLanguage TSLanguage;

#ifdef __cplusplus
extern "C" {
#endif

/** The grammar of Fitz, for `ts_parser_set_language`. */
const TSLanguage *tree_sitter_fitz(void);

#ifdef __cplusplus
}
#endif

#endif // TREE_SITTER_FITZ_H_
