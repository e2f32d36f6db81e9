//! Which types are certain.
//!
//! The language is gradual: a join with `Any` takes the other type, and a variable without annotation may change its type.
//! The errors of the language go by the type all the same. What is reported beyond them must not: such a finding waits
//! until the item is walked, and is dropped unless the types that it follows from are declared, or written out.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::db::{Db, SourceFile};
use crate::diagnostic::Finding;
use crate::hir::{Expr, ExprId, Function, ItemData, Lowered, PatId, Stmt};
use crate::inference::{Context, Inference, LocalId, LocalKind, Resolution, infer};
use crate::item_tree::{Item, ItemId, ItemKind, item, items};
use crate::lower::lowered;
use crate::ty::{Builtin, Name};

/// A finding that holds only if the types of these expressions are established.
pub(super) struct Suspicion {
    finding: Finding,
    values: Vec<ExprId>,
}

impl Context<'_> {
    /// Reports a mistake if the types of `values` turn out to be established.
    pub(super) fn suspect(&mut self, finding: Finding, values: &[ExprId]) {
        if !self.is_in_decorator {
            self.suspicions.push(Suspicion { finding, values: values.to_vec() });
        }
    }

    /// How many mistakes are known, and how many are suspected.
    pub(super) fn reported_so_far(&self) -> (usize, usize) {
        (self.result.findings.len(), self.suspicions.len())
    }

    /// Drops mistakes that were found since then.
    pub(super) fn forgive(&mut self, (findings, suspicions): (usize, usize), is_fine: impl Fn(&Finding) -> bool) {
        let recent = self.result.findings.split_off(findings);
        self.result.findings.extend(recent.into_iter().filter(|finding| !is_fine(finding)));
        let recent = self.suspicions.split_off(suspicions);
        self.suspicions.extend(recent.into_iter().filter(|suspicion| !is_fine(&suspicion.finding)));
    }

    /// Reports what holds, once the whole item is known.
    pub(super) fn report_suspicions(&mut self) {
        if let ItemData::Statement(Stmt::Let { value, .. } | Stmt::Assign { value, .. }) = &self.lowered.data {
            self.result.has_established_value = Evidence::new(&self.facts()).holds(*value);
        }
        for suspicion in std::mem::take(&mut self.suspicions) {
            let facts = self.facts();
            let mut evidence = Evidence::new(&facts);
            if suspicion.values.iter().all(|value| evidence.holds(*value)) {
                self.result.findings.push(suspicion.finding);
            }
        }
    }

    fn facts(&self) -> Facts<'_> {
        Facts { db: self.db, id: self.id, lowered: self.lowered, result: &self.result }
    }
}

/// Whether the type of an expression of an item is declared, or written out, for certain. For rules that look at an item
/// after its types are known.
pub(crate) fn is_established<'db>(db: &'db dyn Db, item: Item<'db>, expr: ExprId) -> bool {
    let facts = Facts { db, id: item.id(db), lowered: lowered(db, item), result: infer(db, item) };
    Evidence::new(&facts).holds(expr)
}

/// What is known of the item that is looked at.
struct Facts<'a> {
    db: &'a dyn Db,
    id: &'a ItemId,
    lowered: &'a Lowered,
    result: &'a Inference,
}

/// How many expressions are looked at for one finding before it is given up.
const STEPS: usize = 200;

struct Evidence<'a> {
    context: &'a Facts<'a>,
    /// Locals that are looked at already: one that depends on itself adds nothing.
    seen: FxHashSet<LocalId>,
    steps: usize,
}

impl<'a> Evidence<'a> {
    fn new(context: &'a Facts<'a>) -> Evidence<'a> {
        Evidence { context, seen: FxHashSet::default(), steps: STEPS }
    }

    /// Whether the type of an expression is established.
    fn holds(&mut self, id: ExprId) -> bool {
        let Some(steps) = self.steps.checked_sub(1) else { return false };
        self.steps = steps;
        let context = self.context;
        match &context.lowered.body.exprs[id] {
            Expr::Int(_)
            | Expr::Float(_)
            | Expr::Bool(_)
            | Expr::Null
            | Expr::Bytes
            | Expr::Str(_)
            | Expr::Range { .. }
            | Expr::Struct { .. }
            | Expr::Closure(_) => true,
            Expr::Tuple(parts) => parts.iter().all(|part| self.holds(*part)),
            Expr::List(elements) => self.agree(elements),
            Expr::Map(pairs) => {
                let (keys, values): (Vec<ExprId>, Vec<ExprId>) = pairs.iter().copied().unzip();
                self.agree(&keys) && self.agree(&values)
            }
            Expr::ListComprehension { element, .. } => self.holds(*element),
            Expr::MapComprehension { key, value, .. } => self.holds(*key) && self.holds(*value),
            Expr::Name(_) => self.name(id),
            Expr::Field { object, .. } => {
                matches!(context.result.resolutions.get(&id), Some(Resolution::Field(..))) && self.holds(*object)
            }
            Expr::TupleIndex { object: inner, .. }
            | Expr::Index { object: inner, .. }
            | Expr::Slice { object: inner, .. }
            | Expr::Unary { operand: inner, .. }
            | Expr::Await(inner)
            | Expr::Try(inner) => self.holds(*inner),
            Expr::Binary { left, right, .. } => self.holds(*left) && self.holds(*right),
            Expr::Call { callee, .. } => self.call(id, *callee),
            Expr::If { then, otherwise: Some(otherwise), .. } => self.branches(id, &[*then, *otherwise]),
            Expr::Match { arms, .. } => {
                let bodies: Vec<ExprId> = arms.iter().map(|arm| arm.body).collect();
                self.branches(id, &bodies)
            }
            Expr::Block(statements) => match statements.last() {
                Some(Stmt::Expr(last)) => self.holds(*last),
                _ => false,
            },
            Expr::Missing
            | Expr::If { .. }
            | Expr::Loop { .. }
            | Expr::Return { .. }
            | Expr::Break { .. }
            | Expr::Continue => false,
        }
    }

    /// Whether all branches that give a value give one of the type of the whole, for certain.
    fn branches(&mut self, whole: ExprId, branches: &[ExprId]) -> bool {
        let context = self.context;
        let ty = context.result.expr_type(whole);
        let mut has_value = false;
        branches.iter().all(|branch| {
            if self.leaves(*branch) {
                return true;
            }
            has_value = true;
            context.result.expr_type(*branch) == ty && self.holds(*branch)
        }) && has_value
    }

    /// Whether a branch jumps away instead of giving a value.
    fn leaves(&self, branch: ExprId) -> bool {
        match &self.context.lowered.body.exprs[branch] {
            Expr::Return { .. } | Expr::Break { .. } | Expr::Continue => true,
            Expr::Block(statements) => matches!(statements.last(), Some(Stmt::Expr(last)) if self.leaves(*last)),
            _ => false,
        }
    }

    /// Whether the elements of a literal have one type, all of them for certain.
    fn agree(&mut self, elements: &[ExprId]) -> bool {
        let Some(first) = elements.first() else { return true };
        let ty = self.context.result.expr_type(*first);
        elements.iter().all(|element| self.context.result.expr_type(*element) == ty && self.holds(*element))
    }

    /// A call gives what the function declares, unless that depends on the arguments.
    fn call(&mut self, id: ExprId, callee: ExprId) -> bool {
        let Some(signature) = self.context.result.callees.get(&id) else { return false };
        if !signature.has_result || signature.result.has_variables() {
            return false;
        }
        match &self.context.lowered.body.exprs[callee] {
            Expr::Name(_) => true,
            Expr::Field { object, .. } => self.holds(*object),
            _ => false,
        }
    }

    fn name(&mut self, id: ExprId) -> bool {
        match self.context.result.resolutions.get(&id) {
            Some(Resolution::Local(local)) => self.local(*local),
            Some(Resolution::Field(..)) => true,
            Some(Resolution::Item(declaration)) => match declaration.kind {
                ItemKind::Function | ItemKind::Type => true,
                ItemKind::Global => self.global(declaration),
                _ => false,
            },
            _ => false,
        }
    }

    /// Whether a global is annotated, or gets a value whose type is established and which nothing in its file replaces.
    fn global(&self, id: &ItemId) -> bool {
        let db = self.context.db;
        let Some(declaration) = item(db, id) else { return false };
        if lowered(db, declaration).global_annotation().is_some() {
            return true;
        }
        // A global that is walked now depends on itself.
        id != self.context.id
            && infer(db, declaration).has_established_value
            && assigners(db, id.file, id.name.clone()).iter().all(|assigner| assigner == id)
    }

    fn local(&mut self, id: LocalId) -> bool {
        if !self.seen.insert(id) {
            return true;
        }
        let Some(local) = self.context.result.local(id) else { return false };
        if local.is_annotated && local.kind == LocalKind::Variable || local.kind == LocalKind::Function {
            return true;
        }
        self.keeps_its_type(id) && (local.is_annotated || self.origin(id))
    }

    /// Whether every assignment gives the local a value of the type that it had first.
    fn keeps_its_type(&mut self, id: LocalId) -> bool {
        let context = self.context;
        let Some(local) = context.result.local(id) else { return false };
        context.lowered.statements().all(|statement| match statement {
            Stmt::Assign { target, value, .. }
                if context.result.resolutions.get(target) == Some(&Resolution::Local(id)) =>
            {
                *context.result.expr_type(*target) == local.ty && self.holds(*value)
            }
            _ => true,
        })
    }

    /// Whether the value from which a local without annotation has its type is established.
    fn origin(&mut self, id: LocalId) -> bool {
        let context = self.context;
        let Some(local) = context.result.local(id) else { return false };
        let body = &context.lowered.body;
        let binds = |pattern| body.pat_range(pattern).contains_range(local.range);
        let of_statement = context.lowered.statements().find_map(|statement| match statement {
            Stmt::Let { pattern, value, .. } if binds(*pattern) => Some(*value),
            Stmt::For { pattern, iterable, .. } if binds(*pattern) => Some(*iterable),
            Stmt::Assign { target, value, .. } if body.expr_range(*target) == local.range => Some(*value),
            _ => None,
        });
        if let Some(value) = of_statement {
            return self.holds(value);
        }
        for (expr, form) in body.exprs.iter() {
            let source = match form {
                Expr::Match { scrutinee, arms } if arms.iter().any(|arm| binds(arm.pattern)) => *scrutinee,
                Expr::ListComprehension { clauses, .. } | Expr::MapComprehension { clauses, .. } => {
                    match clauses.iter().find(|clause| binds(clause.pattern)) {
                        Some(clause) => clause.iterable,
                        None => continue,
                    }
                }
                Expr::Closure(function) if has_parameter(function, binds) => {
                    return self.closure_of_a_list(expr);
                }
                _ => continue,
            };
            return self.holds(source);
        }
        false
    }

    /// Whether a closure is given to a method of a list whose element type is established.
    fn closure_of_a_list(&mut self, closure: ExprId) -> bool {
        let context = self.context;
        let receiver = context.lowered.body.exprs.iter().find_map(|(_, form)| match form {
            Expr::Call { callee, arguments } if arguments.iter().any(|argument| argument.value == closure) => {
                match context.lowered.body.exprs[*callee] {
                    Expr::Field { object, .. } => Some(object),
                    _ => None,
                }
            }
            _ => None,
        });
        receiver.is_some_and(|it| context.result.expr_type(it).is(Builtin::List) && self.holds(it))
    }
}

/// Whether nothing but its declaration gives a global a value.
#[must_use]
pub fn is_assigned_once(db: &dyn Db, id: &ItemId) -> bool {
    matches!(assigners(db, id.file, id.name.clone()).as_slice(), [only] if only == id)
}

/// The items of a file that give a variable of that name a value. A query per name, so that a new assignment is no change for
/// those who ask for another name.
#[salsa::tracked(returns(ref))]
fn assigners(db: &dyn Db, file: SourceFile, name: Name) -> Vec<ItemId> {
    assigners_by_name(db, file).get(&name).cloned().unwrap_or_default()
}

#[salsa::tracked(returns(ref))]
fn assigners_by_name(db: &dyn Db, file: SourceFile) -> FxHashMap<Name, Vec<ItemId>> {
    let mut assigners: FxHashMap<Name, Vec<ItemId>> = FxHashMap::default();
    for item in items(db, file) {
        for name in assigned_names(db, *item) {
            assigners.entry(name.clone()).or_default().push(item.id(db).clone());
        }
    }
    assigners
}

/// The variables that an item gives a value. Equal before and after most edits in its body.
#[salsa::tracked(returns(ref))]
fn assigned_names<'db>(db: &'db dyn Db, item: Item<'db>) -> FxHashSet<Name> {
    let lowered = lowered(db, item);
    lowered.statements().filter_map(|statement| lowered.body.assigned_name(statement)).cloned().collect()
}

fn has_parameter(function: &Function, is_it: impl Fn(PatId) -> bool) -> bool {
    function.parameters.iter().any(|parameter| is_it(parameter.pattern))
}
