//! Where the names that an item declares for itself are read and written.

use fitz_syntax::TextRange;
use rustc_hash::{FxHashMap, FxHashSet};

use super::{Context, names};
use crate::hir::{Expr, ExprId, Stmt};
use crate::inference::{Local, LocalId, Resolution};
use crate::ty::Name;

/// All uses of names in an item.
pub(super) struct LocalUses {
    read: FxHashSet<LocalId>,
    /// Every assignment, the one that declares included.
    writes: FxHashMap<LocalId, Vec<TextRange>>,
    /// All reads, by name.
    by_name: FxHashMap<Name, Vec<Read>>,
    /// The bodies of closures and of functions inside bodies.
    functions: Vec<TextRange>,
    /// The bodies of loops.
    loops: Vec<TextRange>,
}

struct Read {
    range: TextRange,
    meaning: Option<Resolution>,
}

impl LocalUses {
    pub(super) fn of(context: &Context<'_>) -> LocalUses {
        let targets = names::written_names(context.lowered);
        let mut uses = LocalUses {
            read: FxHashSet::default(),
            writes: FxHashMap::default(),
            by_name: FxHashMap::default(),
            functions: Vec::new(),
            loops: Vec::new(),
        };
        for (id, expr) in context.lowered.body.exprs.iter() {
            match expr {
                Expr::Name(name) => uses.name(context, id, name, targets.contains_idx(id)),
                Expr::Closure(_) => uses.functions.push(context.range(id)),
                Expr::Loop { body, .. } => uses.loops.push(context.range(*body)),
                _ => {}
            }
        }
        for statement in context.lowered.statements() {
            match statement {
                Stmt::While { body, .. } | Stmt::For { body, .. } => uses.loops.push(context.range(*body)),
                Stmt::Function { function, .. } => uses.functions.extend(function.body.map(|it| context.range(it))),
                _ => {}
            }
        }
        uses
    }

    fn name(&mut self, context: &Context<'_>, id: ExprId, name: &Name, is_target: bool) {
        let meaning = context.inference.resolutions.get(&id).cloned();
        match &meaning {
            Some(Resolution::Local(local)) if is_target => {
                self.writes.entry(*local).or_default().push(context.range(id));
            }
            _ if is_target => {}
            _ => {
                if let Some(Resolution::Local(local)) = &meaning {
                    self.read.insert(*local);
                }
                self.by_name.entry(name.clone()).or_default().push(Read { range: context.range(id), meaning });
            }
        }
    }

    pub(super) fn is_read(&self, local: LocalId) -> bool {
        self.read.contains(&local)
    }

    /// The assignments to a local, the one that declares it included.
    pub(super) fn writes(&self, local: LocalId) -> &[TextRange] {
        self.writes.get(&local).map(Vec::as_slice).unwrap_or_default()
    }

    /// Whether a variable may be read after its block. The running program has no scopes for blocks: a variable that is
    /// declared inside one may take the place of an earlier one, or live on.
    pub(super) fn may_be_read_after_its_block(&self, context: &Context<'_>, local: &Local) -> bool {
        let frame = self.frame_of(local.range);
        self.by_name.get(&local.name).into_iter().flatten().any(|read| {
            let is_redeclared = match &read.meaning {
                Some(Resolution::Local(other)) => {
                    context.inference.local(*other).is_none_or(|other| other.range.start() >= local.range.start())
                }
                _ => false,
            };
            let runs_later = read.range.start() > local.range.start()
                || self.frame_of(read.range) != frame
                || self.loops.iter().any(|it| it.contains_range(read.range) && it.contains_range(local.range));
            let is_outside = !local.scope.contains_range(read.range);
            let is_in_frame = frame.is_none_or(|frame| frame.contains_range(read.range));
            is_outside && is_in_frame && runs_later && !is_redeclared
        })
    }

    /// The innermost closure or inner function around a place.
    fn frame_of(&self, place: TextRange) -> Option<TextRange> {
        self.functions.iter().filter(|function| function.contains_range(place)).min_by_key(|it| it.len()).copied()
    }
}
