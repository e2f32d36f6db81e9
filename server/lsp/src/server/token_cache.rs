//! The semantic tokens that a client has, so that it can be told what changed instead of everything.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use fitz_analysis::FilePath;
use tower_lsp::lsp_types::{SemanticToken, SemanticTokensEdit};

/// Of each document so many answers are kept: the client may have the one before, if the last was cancelled on its way.
const KEPT: usize = 2;

/// How many numbers of the protocol's array a token takes.
const NUMBERS: u32 = 5;

/// The last answers, by document.
#[derive(Debug, Default)]
pub(super) struct TokenCache {
    answers: Mutex<BTreeMap<FilePath, Vec<Kept>>>,
    next: AtomicU64,
}

#[derive(Debug)]
struct Kept {
    id: String,
    tokens: Vec<SemanticToken>,
}

impl TokenCache {
    /// Keeps an answer and names it.
    pub(super) fn keep(&self, path: &FilePath, tokens: Vec<SemanticToken>) -> String {
        let id = self.next.fetch_add(1, Ordering::Relaxed).to_string();
        let mut answers = self.lock();
        let kept = answers.entry(path.clone()).or_default();
        kept.insert(0, Kept { id: id.clone(), tokens });
        kept.truncate(KEPT);
        id
    }

    /// What makes the new tokens of the answer that the client has. `None` when that answer is not known any more.
    pub(super) fn edits_since(
        &self,
        path: &FilePath,
        previous: &str,
        tokens: &[SemanticToken],
    ) -> Option<Vec<SemanticTokensEdit>> {
        let answers = self.lock();
        let before = answers.get(path)?.iter().find(|kept| kept.id == previous)?;
        Some(edits(&before.tokens, tokens))
    }

    /// Forgets a document that was closed.
    pub(super) fn forget(&self, path: &FilePath) {
        self.lock().remove(path);
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<FilePath, Vec<Kept>>> {
        self.answers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The one edit between what both have in common at their start and at their end. A keystroke changes one place, and as
/// tokens are relative to each other, nothing behind it.
fn edits(before: &[SemanticToken], after: &[SemanticToken]) -> Vec<SemanticTokensEdit> {
    let start = before.iter().zip(after).take_while(|(a, b)| a == b).count();
    let (before, after) = (before.get(start..).unwrap_or_default(), after.get(start..).unwrap_or_default());
    let end = before.iter().rev().zip(after.iter().rev()).take_while(|(a, b)| a == b).count();
    let (deleted, inserted) = (before.len() - end, after.get(..after.len() - end).unwrap_or_default());
    if deleted == 0 && inserted.is_empty() {
        return Vec::new();
    }
    let numbers = |tokens: usize| u32::try_from(tokens).unwrap_or(u32::MAX).saturating_mul(NUMBERS);
    vec![SemanticTokensEdit {
        start: numbers(start),
        delete_count: numbers(deleted),
        data: (!inserted.is_empty()).then(|| inserted.to_vec()),
    }]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn token(kind: u32) -> SemanticToken {
        SemanticToken { delta_line: 0, delta_start: kind, length: 1, token_type: kind, token_modifiers_bitset: 0 }
    }

    /// As a client applies them.
    fn apply(edits: &[SemanticTokensEdit], before: &[SemanticToken]) -> Vec<SemanticToken> {
        let mut tokens = before.to_vec();
        for edit in edits {
            let start = (edit.start / NUMBERS) as usize;
            let end = start + (edit.delete_count / NUMBERS) as usize;
            tokens.splice(start..end, edit.data.iter().flatten().copied());
        }
        tokens
    }

    #[test]
    fn an_edit_names_what_is_different_and_no_more() {
        let tokens = |kinds: &[u32]| kinds.iter().copied().map(token).collect::<Vec<_>>();
        let edit = |before: &[u32], after: &[u32]| {
            let edits = edits(&tokens(before), &tokens(after));
            edits.iter().map(|it| (it.start, it.delete_count, it.data.as_ref().map_or(0, Vec::len))).collect::<Vec<_>>()
        };
        assert_eq!(edit(&[1, 2, 3], &[1, 2, 3]), []);
        assert_eq!(edit(&[1, 2, 3], &[1, 4, 3]), [(5, 5, 1)]);
        assert_eq!(edit(&[1, 2, 3], &[1, 2, 2, 3]), [(10, 0, 1)]);
        assert_eq!(edit(&[1, 1, 1], &[1]), [(5, 10, 0)]);
        assert_eq!(edit(&[], &[1]), [(0, 0, 1)]);
        assert_eq!(edit(&[1], &[]), [(0, 5, 0)]);
    }

    #[test]
    fn the_last_answers_of_a_document_are_known_until_it_is_closed() {
        let cache = TokenCache::default();
        let path = FilePath::new("/main.fitz");
        let ids: Vec<String> = (0..3).map(|kind| cache.keep(&path, vec![token(kind)])).collect();
        let known = |id: &String| cache.edits_since(&path, id, &[]).is_some();
        assert_eq!(ids.iter().map(known).collect::<Vec<_>>(), [false, true, true]);
        cache.forget(&path);
        assert!(!known(&ids[2]));
    }

    proptest! {
        #[test]
        fn edits_make_the_new_answer(before in prop::collection::vec(0u32..3, 0..40), after in prop::collection::vec(0u32..3, 0..40)) {
            let (before, after): (Vec<_>, Vec<_>) = (before.into_iter().map(token).collect(), after.into_iter().map(token).collect());
            prop_assert_eq!(apply(&edits(&before, &after), &before), after);
        }
    }
}
