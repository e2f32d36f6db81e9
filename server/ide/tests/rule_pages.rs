//! The examples of the rules: what their pages show as wrong is found, and what they show as right is clean.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a page that cannot be read fails its test")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use fitz_analysis::fixture::{Fixture, files_below};
use fitz_analysis::{FilePath, Fix, Host, file};
use fitz_ide::{Diagnostic, diagnostics, editor_fixes};
use fitz_rules::Rule;

/// The rules whose example has no fix, by the reason.
const WITHOUT_A_FIX: [(&str, &[&str]); 9] = [
    (
        "The parser knows where it stopped, not what was meant there.",
        &[
            "syntax/annotation",
            "syntax/assignment-target",
            "syntax/decorator-target",
            "syntax/expected-expression",
            "syntax/format-spec",
            "syntax/function-name",
            "syntax/interpolation",
            "syntax/label",
            "syntax/missing",
            "syntax/named-after",
            "syntax/newline",
            "syntax/parameter-default",
            "syntax/pattern",
            "syntax/range-chain",
            "syntax/range-in-index",
            "syntax/result-arity",
            "syntax/status-reply",
            "syntax/struct-in-head",
            "syntax/unclosed-brace",
            "syntax/unclosed-comment",
            "syntax/unclosed-generic",
            "syntax/variadic",
        ],
    ),
    (
        "Either the value or what is asked of it is wrong; where `.await`, `?`, `Ok` or another form makes it fit, that is offered.",
        &[
            "field-default-mismatch",
            "imported-type-use",
            "type-arity",
            "field-assign-non-instance",
            "field-type-mismatch",
            "always-unequal",
            "binary-operand-type",
            "bitwise-operand-type",
            "comparison-type",
            "comprehension-filter-not-bool",
            "comprehension-not-iterable",
            "division-by-zero",
            "for-pattern-arity",
            "for-pattern-invalid",
            "format-spec-type",
            "if-condition-not-bool",
            "index-type",
            "logical-operand-type",
            "match-guard-not-bool",
            "not-indexable",
            "not-sliceable",
            "pattern-type-mismatch",
            "range-bound-type",
            "shift-out-of-range",
            "slice-bound-type",
            "tuple-index-on-non-tuple",
            "tuple-index-out-of-range",
            "unary-operand-type",
            "assign-type-mismatch",
            "destructure-arity",
            "for-not-iterable",
            "index-assign-key-type",
            "index-assign-unsupported",
            "index-assign-value-type",
            "return-status-type",
            "return-type-mismatch",
            "while-condition-not-bool",
            "argument-type-mismatch",
            "callback-arity",
            "callback-not-function",
            "callback-param-type",
            "callback-return-type",
            "db-transaction-callback",
            "imported-method-arguments",
            "list-element-type",
            "method-argument-type",
            "nested-list-required",
            "not-callable",
            "numeric-list-required",
            "pair-list-required",
            "static-call",
            "static-call-arguments",
            "ws/broadcast-binary",
            "ws/broadcast-type",
        ],
    ),
    (
        "What to give, or which argument is too much, only the author knows.",
        &[
            "named-arg-outside-call",
            "call-arity",
            "method-arity",
            "module-call-arity",
            "orm-bulk-insert-arity",
            "orm-navigation-arity",
            "orm-order-by-flag",
            "secret-expose-args",
            "spawn-arity",
            "spawn-callee",
            "spawn-not-a-call",
            "check-constraint-args",
            "unique-args",
        ],
    ),
    (
        "One of two things has to go or to be called otherwise: which one is a decision.",
        &[
            "syntax/duplicate-argument",
            "syntax/duplicate-parameter",
            "type-redeclared",
            "duplicate-definition",
            "duplicate-field",
            "duplicate-argument-name",
            "duplicate-import",
            "route-conflict",
            "route-parameter-duplicate",
            "route-shadows-automatic",
            "cookie-same-site",
            "parameter-bound-twice",
            "auth-two-users",
            "command-duplicate",
            "on-mixed-components",
            "relation-cascade",
            "table-duplicate",
            "manifest/duplicate-bin",
        ],
    ),
    (
        "No name that is known is near enough to be meant.",
        &[
            "method-not-found",
            "orm-aggregated-terminal",
            "orm-unknown-method",
            "secret-no-method",
            "job-retry-key",
            "job-retry-value",
            "flag-name",
            "flag-undeclared",
            "live-component-register-missing",
            "render-for-unknown",
        ],
    ),
    (
        "The mend is in how the program is built, not in one place of it.",
        &[
            "recursive-type",
            "private-field-assign",
            "private-field-init",
            "private-field-access",
            "try-outside-result-fn",
            "break-outside-loop",
            "continue-outside-loop",
            "return-outside-function",
            "return-status-outside-handler",
            "private-method-call",
            "import-cycle",
            "import-reexport",
            "route-injected",
            "route-parameter-type",
            "route-path-style",
            "route-query-template",
            "route-result",
            "hidden-required",
            "middleware-always-answers",
            "middleware-function",
            "middleware-result",
            "middleware-wrapper",
            "routes-without-server",
            "server-without-routes",
            "auth-by-hand",
            "auth-never-refuses",
            "auth-provider-params",
            "auth-provider-return",
            "background-unspawned",
            "cron-return",
            "every-return",
            "health-return",
            "spawn-failure-dropped",
            "test-without-assert",
            "command-flag",
            "command-param-type",
            "command-return",
            "command-variadic-position",
            "live-component-field-default",
            "live-component-no-render",
            "on-signature",
            "render-for-signature",
            "ws/conn-any",
            "ws/conn-count",
            "ws/return-type",
            "ws/token-in-query",
            "ws/no-snapshot",
            "ws/presence-count",
            "ws/anonymous-broadcast",
            "ws/broadcast-before-write",
            "ws/private-broadcast",
            "ws/unchecked-room",
            "constant-condition",
            "unused-result",
            "useless-match",
        ],
    ),
    (
        "A name is part of how others call it: renaming is offered as such.",
        &["sql-name-quotes", "shadowed-builtin", "unused-parameter"],
    ),
    (
        "A time, a number or a secret is a decision.",
        &[
            "cookie-unprotected",
            "auth-literal-secret",
            "auth-token-forever",
            "cron-expression",
            "every-interval",
            "every-short",
            "job-kwarg-type",
        ],
    ),
    (
        "What is missing lies outside of the program, or the file says too little.",
        &[
            "dependency-missing",
            "dependency-not-fetched",
            "stub-malformed",
            "server-static-dir-missing",
            "manifest/dependency-branch",
            "manifest/dependency-name",
            "manifest/dependency-ref",
            "manifest/dependency-source",
            "manifest/dependency-version",
            "manifest/entry-missing",
            "manifest/lint-level",
            "manifest/missing-key",
            "manifest/missing-mount",
            "manifest/package-name",
            "manifest/syntax",
            "manifest/unused-flag",
            "manifest/value-type",
            "manifest/view-target",
        ],
    ),
];

#[test]
fn codes_are_unique_and_sorted_within_a_family() {
    let codes: Vec<&str> = fitz_rules::all().map(|rule| rule.code).collect();
    let unique: BTreeSet<&str> = codes.iter().copied().collect();
    assert_eq!(codes.len(), unique.len(), "two rules have one code");
    for code in codes {
        let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '/';
        assert!(code.chars().all(is_plain), "{code}");
        assert_eq!(fitz_rules::rule(code).map(|rule| rule.code), Some(code));
    }
}

#[test]
fn every_rule_says_what_it_is_about() {
    for Rule { code, summary, finds, why, mend, .. } in fitz_rules::all() {
        for text in [summary, finds, why, mend] {
            let text = text.trim();
            assert!(text.ends_with(['.', ')', '`']), "{code}: not a sentence: {text}");
        }
    }
}

/// The parser names its codes as text; each of them has a rule.
#[test]
fn every_code_of_the_parser_is_a_rule() {
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("../syntax/src");
    let mut named = BTreeSet::new();
    for path in files_below(&sources).into_iter().filter(|path| path.extension().is_some_and(|it| it == "rs")) {
        let text = fs::read_to_string(path).unwrap();
        // A piece between two quotes is a literal or what lies between two of them, which never looks like a code.
        named.extend(text.split('"').filter(|piece| is_syntax_code(piece)).map(str::to_owned));
    }
    let rules: BTreeSet<String> =
        fitz_rules::all().map(|rule| rule.code.to_owned()).filter(|code| is_syntax_code(code)).collect();
    assert_eq!(named, rules);
}

#[test]
fn the_wrong_example_yields_the_code_and_no_other() {
    let mut failures = Vec::new();
    for rule in fitz_rules::all() {
        let found = findings(rule.wrong);
        let as_told = |it: &Diagnostic| it.code == rule.code && it.severity == rule.severity;
        if found.is_empty() || !found.iter().all(as_told) {
            failures.push(format!("{} ({:?}): {found:#?}", rule.code, rule.severity));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn the_mended_example_has_no_finding() {
    let mut failures = Vec::new();
    for rule in fitz_rules::all() {
        let found = findings(rule.right);
        if !found.is_empty() {
            failures.push(format!("{}: {found:#?}", rule.code));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// A finding comes with its mend wherever there is one: what has none says why.
#[test]
fn rules_without_a_fix() {
    let has_none = |rule: &&Rule| fixes(rule.wrong) == 0;
    let without: BTreeSet<&str> = fitz_rules::all().filter(has_none).map(|rule| rule.code).collect();
    let known: BTreeSet<&str> = WITHOUT_A_FIX.iter().flat_map(|(_, codes)| codes.iter().copied()).collect();
    assert_eq!(without, known);
}

/// How many fixes the findings in all files of an example have, those that an editor adds too.
fn fixes(program: &str) -> usize {
    let fixture = Fixture::new(program.trim_start_matches('\n'));
    let db = fixture.host.db();
    let files = fixture.paths.iter().map(|path| fixture.file_at(path.as_str()));
    let found = files.flat_map(|file| diagnostics(db, file).into_iter().map(move |finding| (file, finding)));
    found.map(|(file, finding)| finding.fixes.len() + editor_fixes(db, file, &finding).len()).sum()
}

/// Each fix of an example takes the finding away, and leaves a program that is no more broken than it was.
#[test]
fn fixes_of_examples_mend_them() {
    let mut failures = Vec::new();
    let mut applied = 0;
    for rule in fitz_rules::all() {
        let fixture = Fixture::new(rule.wrong.trim_start_matches('\n'));
        let before = findings(rule.wrong).iter().filter(|it| it.code == rule.code).count();
        for path in &fixture.paths {
            let (db, file) = (fixture.host.db(), fixture.file_at(path.as_str()));
            let of_syntax =
                |it: &Diagnostic| if is_syntax_code(it.code) { editor_fixes(db, file, it) } else { Vec::new() };
            let fixes = |it: Diagnostic| it.fixes.clone().into_iter().chain(of_syntax(&it));
            for fix in diagnostics(db, file).into_iter().flat_map(fixes) {
                let after = after(&fixture, path, &fix);
                let is_mended = after.iter().filter(|it| it.code == rule.code).count() < before;
                let is_broken = after.iter().any(|it| is_syntax_code(it.code) && it.code != rule.code);
                if !is_mended || is_broken {
                    failures.push(format!("{}: {}: {after:#?}", rule.code, fix.title));
                }
                applied += 1;
            }
        }
    }
    assert!(applied > 100, "{applied}");
    assert!(failures.is_empty(), "{} failures\n{}", failures.len(), failures.join("\n"));
}

/// What is found in an example after a fix of a finding in one of its files.
fn after(fixture: &Fixture, found_in: &FilePath, fix: &Fix) -> Vec<Diagnostic> {
    let db = fixture.host.db();
    let changed = fix.file.map_or_else(|| found_in.clone(), |file| file.path(db).clone());
    let mut host = Host::with_files_of(db);
    let mut text = fixture.file_at(changed.as_str()).content(db).text.to_string();
    let mut edits = fix.edits.clone();
    edits.sort_by_key(|(range, _)| std::cmp::Reverse((range.start(), range.end())));
    for (range, new) in edits {
        text.replace_range(usize::from(range.start())..usize::from(range.end()), &new);
    }
    host.set_disk(&changed, Some(Arc::from(text)));
    let files = fixture.paths.iter().filter_map(|path| file(host.db(), path));
    files.flat_map(|file| diagnostics(host.db(), file)).collect()
}

/// What is found in all files of an example.
fn findings(program: &str) -> Vec<Diagnostic> {
    let fixture = Fixture::new(program.trim_start_matches('\n'));
    let db = fixture.host.db();
    fixture.paths.iter().flat_map(|path| diagnostics(db, fixture.file_at(path.as_str()))).collect()
}

fn is_syntax_code(text: &str) -> bool {
    let name = text.strip_prefix("syntax/");
    name.is_some_and(|name| !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c == '-'))
}
