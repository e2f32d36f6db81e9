//! The type that a line of a program shows.

use fitz_analysis::hir::{Expr, ExprId, Lowered, Pat, PatId, Stmt};
use fitz_analysis::{Db, Inference, SourceFile, file_items, infer, lowered};
use fitz_syntax::{TextRange, TextSize};

/// The types of all lines of a file. Offsets and ranges are those of the file.
#[derive(Default)]
pub(crate) struct LineTypes {
    /// Names that are declared, then names that are assigned, then names that are used.
    names: [Vec<(TextSize, String, String)>; 3],
    /// What the statements are about.
    subjects: Vec<(TextSize, Subject)>,
    /// All expressions.
    exprs: Vec<(TextRange, String)>,
}

enum Subject {
    /// The names that a statement declares or assigns, and their types.
    Names(Vec<(String, String)>),
    /// The type of an expression statement, or of the value of a `return` or `break`.
    Value(String),
}

impl LineTypes {
    /// Collects the types of a file.
    pub(crate) fn new(db: &dyn Db, file: SourceFile) -> LineTypes {
        let mut types = LineTypes::default();
        for (item, range) in &file_items(db, file).items {
            types.item(lowered(db, *item), infer(db, *item), range.start());
        }
        types
    }

    /// The type of a name on a line: of its declaration, else of its assignment, else of its last use there.
    pub(crate) fn of_name(&self, line: TextRange, name: &str) -> Option<&str> {
        self.names.iter().find_map(|names| {
            let here = |(start, found, _): &&(TextSize, String, String)| line.contains(*start) && found == name;
            names.iter().filter(here).max_by_key(|it| it.0).map(|it| it.2.as_str())
        })
    }

    /// What the statement that starts on a line is about; otherwise the largest expression that ends at `code_end`.
    pub(crate) fn of_line(&self, line: TextRange, code_end: TextSize) -> Result<&str, String> {
        let starts_here = |(start, _): &&(TextSize, Subject)| line.contains(*start);
        match self.subjects.iter().filter(starts_here).min_by_key(|(start, _)| *start) {
            Some((_, Subject::Value(ty))) => return Ok(ty),
            Some((_, Subject::Names(names))) => match names.as_slice() {
                [(_, ty)] => return Ok(ty),
                _ => return Err("several names are declared here: write `// type: a: Int, b: Str`".to_owned()),
            },
            None => {}
        }
        let ends_here = |(range, _): &&(TextRange, String)| range.end() == code_end && !range.is_empty();
        let found = self.exprs.iter().filter(ends_here).max_by_key(|(range, _)| range.len());
        found.map(|(_, ty)| ty.as_str()).ok_or_else(|| "no value ends here".to_owned())
    }

    fn item(&mut self, lowered: &Lowered, inference: &Inference, start: TextSize) {
        let body = &lowered.body;
        for local in &inference.locals {
            self.names[0].push((start + local.range.start(), local.name.to_string(), local.ty.to_string()));
        }
        for (id, expr) in body.exprs.iter() {
            let range = body.expr_range(id) + start;
            let ty = inference.expr_type(id).to_string();
            if let Expr::Name(name) = expr {
                self.names[2].push((range.start(), name.to_string(), ty.clone()));
            }
            self.exprs.push((range, ty));
        }
        let of = |id: ExprId| inference.expr_type(id).to_string();
        for statement in lowered.statements() {
            let (at, subject) = match statement {
                Stmt::Let { pattern, value, .. } => {
                    let names = bound_names(lowered, inference, *pattern);
                    let subject = if names.is_empty() { Subject::Value(of(*value)) } else { Subject::Names(names) };
                    (body.pat_range(*pattern).start(), subject)
                }
                Stmt::For { pattern, .. } => {
                    (body.pat_range(*pattern).start(), Subject::Names(bound_names(lowered, inference, *pattern)))
                }
                Stmt::Assign { target, .. } => {
                    let at = body.expr_range(*target).start();
                    if let Expr::Name(name) = &body.exprs[*target] {
                        self.names[1].push((at + start, name.to_string(), of(*target)));
                    }
                    (at, Subject::Value(of(*target)))
                }
                Stmt::Expr(id) => {
                    let value = match &body.exprs[*id] {
                        Expr::Return { value: Some(value), .. } | Expr::Break { value: Some(value), .. } => *value,
                        _ => *id,
                    };
                    (body.expr_range(*id).start(), Subject::Value(of(value)))
                }
                Stmt::While { .. } | Stmt::Function { .. } | Stmt::Import { .. } => continue,
            };
            self.subjects.push((at + start, subject));
        }
    }
}

/// The names that a pattern binds, from left to right.
fn bound_names(lowered: &Lowered, inference: &Inference, pattern: PatId) -> Vec<(String, String)> {
    match &lowered.body.pats[pattern] {
        Pat::Bind(name) => {
            let local = inference.bindings.get(&pattern).and_then(|local| inference.local(*local));
            local.map(|local| (name.to_string(), local.ty.to_string())).into_iter().collect()
        }
        Pat::Ok(inner) | Pat::Err(inner) => bound_names(lowered, inference, *inner),
        Pat::Tuple(parts) | Pat::Or(parts) => {
            parts.iter().flat_map(|part| bound_names(lowered, inference, *part)).collect()
        }
        Pat::Missing | Pat::Wildcard | Pat::Literal { .. } | Pat::Range { .. } => Vec::new(),
    }
}
