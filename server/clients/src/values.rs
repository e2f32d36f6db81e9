//! Which texts an expression can have, as far as the source says it with literals.

use fitz_analysis::hir::{Body, Expr, ExprId, ItemData, Lowered, Pat, Stmt};
use fitz_analysis::{Db, Inference, Item, ItemId, ItemKind, LocalId, LocalKind, Nominal, Program, Resolution, Ty};
use rustc_hash::{FxHashMap, FxHashSet};

/// A set of texts, in the order in which the source mentions them.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(crate) struct Values {
    /// The texts that are known.
    pub(crate) known: Vec<String>,
    /// Texts that may be passed on from another field: its comment lists them, and not all of them need to come this far.
    pub(crate) passed_on: Vec<String>,
    /// Whether there may be others.
    pub(crate) is_open: bool,
}

impl Values {
    /// Nothing is known.
    pub(crate) fn open() -> Values {
        Values { is_open: true, ..Values::default() }
    }

    /// This text alone.
    pub(crate) fn one(text: &str) -> Values {
        Values { known: vec![text.to_owned()], ..Values::default() }
    }

    /// Adds what another set has.
    pub(crate) fn add(&mut self, other: Values) {
        for (own, others) in [(&mut self.known, other.known), (&mut self.passed_on, other.passed_on)] {
            for text in others {
                if !own.contains(&text) {
                    own.push(text);
                }
            }
        }
        self.is_open |= other.is_open;
    }

    /// The texts, when all of them are known.
    pub(crate) fn all(mut self) -> Option<Vec<String>> {
        let passed_on = std::mem::take(&mut self.passed_on);
        self.add(Values { known: passed_on, ..Values::default() });
        (!self.is_open).then_some(self.known)
    }
}

/// An item of the program with what is known of its body.
pub(crate) struct Unit<'db> {
    /// Which one it is.
    pub(crate) id: &'db ItemId,
    /// What it says.
    pub(crate) lowered: &'db Lowered,
    /// What its names mean.
    pub(crate) inference: &'db Inference,
}

impl<'db> Unit<'db> {
    /// The expressions.
    pub(crate) fn body(&self) -> &'db Body {
        &self.lowered.body
    }

    /// An expression. One that does not exist is missing.
    pub(crate) fn expr(&self, id: ExprId) -> &'db Expr {
        &self.lowered.body.exprs[id]
    }

    /// The declared type of an expression, `T` for `T?`.
    pub(crate) fn nominal(&self, id: ExprId) -> Option<&'db Nominal> {
        match self.inference.expr_type(id).without_null() {
            Ty::Nominal(nominal) => Some(nominal),
            _ => None,
        }
    }

    /// The value with which `let` or an assignment declares a local.
    pub(crate) fn first_value(&self, local: LocalId) -> Option<ExprId> {
        self.lowered.statements().find_map(|statement| match statement {
            Stmt::Let { pattern, value, .. }
                if matches!(self.lowered.body.pats[*pattern], Pat::Bind(_))
                    && self.inference.bindings.get(pattern) == Some(&local) =>
            {
                Some(*value)
            }
            _ => None,
        })
    }

    /// Everything that is assigned to what a name means, with whether the assignment replaces the value.
    fn assigned<'a>(&'a self, meaning: &'a Resolution) -> impl Iterator<Item = (ExprId, bool)> + 'a {
        self.lowered.statements().filter_map(move |statement| match statement {
            Stmt::Assign { target, op, value, .. }
                if matches!(self.expr(*target), Expr::Name(_))
                    && self.inference.resolutions.get(target) == Some(meaning) =>
            {
                Some((*value, op.is_none()))
            }
            _ => None,
        })
    }
}

/// The bodies of a program, and who calls whom.
pub(crate) struct Bodies<'db> {
    /// All items, in load order.
    pub(crate) units: Vec<Unit<'db>>,
    by_id: FxHashMap<&'db ItemId, usize>,
    /// The calls of each function: the unit of the caller, and the call.
    calls: FxHashMap<&'db ItemId, Vec<(usize, ExprId)>>,
    /// Functions that are used as values: nobody can list their calls.
    escaping: FxHashSet<&'db ItemId>,
}

impl<'db> Bodies<'db> {
    /// Reads all bodies of a program.
    pub(crate) fn new(db: &'db dyn Db, program: &Program) -> Bodies<'db> {
        let items = program.modules.iter().flat_map(|module| fitz_analysis::items(db, module.file));
        let units: Vec<Unit<'db>> = items
            .map(|item: &Item<'db>| Unit {
                id: item.id(db),
                lowered: fitz_analysis::lowered(db, *item),
                inference: fitz_analysis::infer(db, *item),
            })
            .collect();
        let by_id = units.iter().enumerate().map(|(index, unit)| (unit.id, index)).collect();
        let mut calls: FxHashMap<&'db ItemId, Vec<(usize, ExprId)>> = FxHashMap::default();
        let mut escaping = FxHashSet::default();
        for (index, unit) in units.iter().enumerate() {
            let mut callees = FxHashSet::default();
            for (call, expr) in unit.body().exprs.iter() {
                let Expr::Call { callee, .. } = expr else { continue };
                callees.insert(*callee);
                if let Some(Resolution::Item(function)) = unit.inference.resolutions.get(callee) {
                    calls.entry(function).or_default().push((index, call));
                }
            }
            for (name, meaning) in &unit.inference.resolutions {
                if let Resolution::Item(id) = meaning
                    && !callees.contains(name)
                {
                    escaping.insert(id);
                }
            }
        }
        Bodies { units, by_id, calls, escaping }
    }

    /// The unit of an item of the program.
    pub(crate) fn unit(&self, id: &ItemId) -> Option<&Unit<'db>> {
        self.units.get(*self.by_id.get(id)?)
    }
}

/// Finds the texts of expressions. `of_field` says what a field of a declared type can hold.
pub(crate) struct Evaluation<'a, 'db, F> {
    /// The bodies of the program.
    pub(crate) bodies: &'a Bodies<'db>,
    /// What a field of a declared type can hold.
    pub(crate) of_field: F,
    /// The places that are being looked at: a circle adds nothing.
    pub(crate) visited: FxHashSet<(ItemId, ExprId)>,
}

impl<'db, F: FnMut(&Nominal, &str) -> Values> Evaluation<'_, 'db, F> {
    /// The texts that an expression can have.
    pub(crate) fn values(&mut self, unit: &Unit<'db>, id: ExprId) -> Values {
        if !self.visited.insert((unit.id.clone(), id)) {
            return Values::default();
        }
        match unit.expr(id) {
            Expr::Str(literal) => literal.plain().map_or_else(Values::open, Values::one),
            Expr::Name(_) => match unit.inference.resolutions.get(&id) {
                Some(Resolution::Local(local)) => self.local(unit, *local),
                Some(Resolution::Item(global)) => self.global(global),
                _ => Values::open(),
            },
            Expr::If { then, otherwise: Some(otherwise), .. } => {
                let mut values = self.values(unit, *then);
                values.add(self.values(unit, *otherwise));
                values
            }
            Expr::Block(statements) => match statements.last() {
                Some(Stmt::Expr(last)) => self.values(unit, *last),
                _ => Values::open(),
            },
            Expr::Match { arms, .. } => {
                let mut values = Values::default();
                for arm in arms {
                    values.add(self.values(unit, arm.body));
                }
                values
            }
            // They have no value.
            Expr::Return { .. } | Expr::Break { .. } | Expr::Continue => Values::default(),
            Expr::Field { object, name } => match unit.nominal(*object) {
                Some(nominal) => (self.of_field)(nominal, &name.name),
                None => Values::open(),
            },
            _ => Values::open(),
        }
    }

    fn local(&mut self, unit: &Unit<'db>, local: LocalId) -> Values {
        let meaning = Resolution::Local(local);
        let declared = match unit.inference.local(local).map(|it| it.kind) {
            Some(LocalKind::Parameter) => Some(self.parameter(unit, local)),
            Some(LocalKind::Variable) => unit.first_value(local).map(|value| self.values(unit, value)),
            _ => Some(Values::open()),
        };
        let is_declared = declared.is_some();
        let mut values = declared.unwrap_or_default();
        let mut is_assigned = false;
        for (value, replaces) in unit.assigned(&meaning) {
            is_assigned = true;
            values.add(if replaces { self.values(unit, value) } else { Values::open() });
        }
        // What a pattern takes out of a value can be anything.
        if is_declared || is_assigned { values } else { Values::open() }
    }

    /// What all callers of a function pass for a parameter.
    fn parameter(&mut self, unit: &Unit<'db>, local: LocalId) -> Values {
        let Some(function) = unit.lowered.function() else { return Values::open() };
        let range = unit.inference.local(local).map(|it| it.range);
        let found = function.parameters.iter().enumerate().find(|(_, it)| Some(it.name.range) == range);
        let Some((position, parameter)) = found else { return Values::open() };
        let is_called_by_others = unit.lowered.decorators.iter().any(|it| it.name.name != "background");
        if is_called_by_others
            || parameter.is_variadic
            || unit.id.kind != ItemKind::Function
            || self.bodies.escaping.contains(unit.id)
        {
            return Values::open();
        }
        let mut values = Values::default();
        for (caller, call) in self.bodies.calls.get(unit.id).into_iter().flatten() {
            let Some(caller) = self.bodies.units.get(*caller) else { continue };
            let Expr::Call { arguments, .. } = caller.expr(*call) else { continue };
            let named = arguments.iter().find(|it| it.name.as_ref().is_some_and(|it| it.name == parameter.name.name));
            let given = named.or_else(|| arguments.get(position).filter(|it| it.name.is_none()));
            values.add(match (given, parameter.default) {
                (Some(argument), _) => self.values(caller, argument.value),
                (None, Some(default)) => self.values(unit, default),
                (None, None) => Values::open(),
            });
        }
        values
    }

    /// The value of a global, and everything that is assigned to it anywhere.
    fn global(&mut self, id: &ItemId) -> Values {
        let Some(unit) = self.bodies.unit(id) else { return Values::open() };
        let ItemData::Statement(Stmt::Let { pattern, value, .. }) = &unit.lowered.data else { return Values::open() };
        let is_again = |it: &Unit<'_>| it.id.file == id.file && it.id.kind == id.kind && it.id.name == id.name;
        let is_declared_once = self.bodies.units.iter().filter(|it| is_again(it)).count() == 1;
        if !is_declared_once || !matches!(unit.lowered.body.pats[*pattern], Pat::Bind(_)) {
            return Values::open();
        }
        let mut values = self.values(unit, *value);
        let meaning = Resolution::Item(id.clone());
        for other in &self.bodies.units {
            for (value, replaces) in other.assigned(&meaning) {
                values.add(if replaces { self.values(other, value) } else { Values::open() });
            }
        }
        values
    }
}
