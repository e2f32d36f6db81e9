//! The places of a program where messages are made, passed on, read and told apart.

use std::collections::{HashMap, HashSet};

use fitz_analysis::hir::{BinaryOp, Expr, ExprId, FieldInit, LiteralPat, Lowered, Pat, PatId, Stmt};
use fitz_analysis::{
    Db, DefaultValue, FieldInfo, Inference, Item, ItemId, LocalId, Nominal, Program, PushCall, Resolution,
    SocketEndpoint, SourcePointer, Ty, infer, items, lowered, push_calls,
};

use crate::types::is_open;

use super::MessageKind;

/// The bodies of a program, in load order.
pub(super) struct Sites<'db> {
    db: &'db dyn Db,
    units: Vec<Unit<'db>>,
    /// The pushes whose clients are known.
    placed: HashSet<SourcePointer>,
}

/// An item with its body.
struct Unit<'db> {
    id: &'db ItemId,
    lowered: &'db Lowered,
    inference: &'db Inference,
    /// The first values of its locals.
    values: HashMap<LocalId, ExprId>,
    pushes: &'db [PushCall],
}

/// A value that the program makes.
pub(super) struct Made<'db> {
    pub(super) kind: MessageKind,
    /// Where it is pushed, or else made.
    pub(super) places: Vec<SourcePointer>,
    given: &'db [FieldInit],
    /// The fields that are set afterwards.
    set_later: Vec<&'db str>,
}

impl Made<'_> {
    /// Whether a value for the field is written.
    pub(super) fn sets(&self, field: &str) -> bool {
        self.given.iter().any(|given| given.name.name == field) || self.set_later.contains(&field)
    }
}

impl<'db> Sites<'db> {
    /// Reads all bodies of a program.
    pub(super) fn new(db: &'db dyn Db, program: &Program) -> Sites<'db> {
        let items = program.modules.iter().flat_map(|module| items(db, module.file));
        let units = items.map(|item| Unit::new(db, *item));
        let pushes = program.sockets.iter().flat_map(|socket| &socket.pushes);
        let placed = pushes.filter_map(|push| Some(push.source(db)?.call.clone()));
        Sites { db, units: units.collect(), placed: placed.collect() }
    }

    /// The values of a type that the program makes, with their kind. Those that are pushed to the clients of other endpoints,
    /// or inside of something else, are left out.
    pub(super) fn made(&self, socket: &SocketEndpoint, nominal: &Nominal, kind: &FieldInfo) -> Vec<Made<'db>> {
        let mut made = Vec::new();
        for unit in &self.units {
            for (id, expr) in unit.lowered.body.exprs.iter() {
                let Expr::Struct { fields, .. } = expr else { continue };
                if !unit.is_of(id, nominal) {
                    continue;
                }
                let use_ = unit.use_of(id);
                let is_here = |push: &&&PushCall| {
                    let is_message = match push.message.without_null() {
                        Ty::Nominal(message) => message == nominal,
                        other => is_open(other),
                    };
                    let is_of_socket = || socket.pushes.iter().any(|it| it.source(self.db) == Some(*push));
                    is_message && (is_of_socket() || !self.placed.contains(&push.call))
                };
                let here: Vec<&PushCall> = use_.pushes.iter().filter(is_here).copied().collect();
                if here.is_empty() && !use_.pushes.is_empty() {
                    continue;
                }
                let places = match use_.local {
                    Some(_) if !here.is_empty() => here.iter().map(|push| push.call.clone()).collect(),
                    _ => vec![unit.place(id)],
                };
                let set_later = use_.local.map(|local| unit.fields_set(local)).unwrap_or_default();
                let given = fields.iter().find(|given| given.name.name == kind.name);
                let literal = match (given, &kind.default) {
                    (Some(given), _) => unit.literal(given.value),
                    (None, Some(DefaultValue::Str(text))) => Some(text.clone()),
                    (None, _) => None,
                };
                let kind = literal.map_or(MessageKind::Computed, MessageKind::Named);
                made.push(Made { kind, places, given: fields, set_later });
            }
        }
        made
    }

    /// The literals that the kind of a value of a type is compared with.
    pub(super) fn compared(&self, nominal: &Nominal, kind: &str) -> Vec<(String, SourcePointer)> {
        let mut found = Vec::new();
        for unit in &self.units {
            let first = found.len();
            for (id, expr) in unit.lowered.body.exprs.iter() {
                match expr {
                    Expr::Binary { op: BinaryOp::Equal | BinaryOp::NotEqual, left, right } => {
                        for (side, other) in [(left, right), (right, left)] {
                            if unit.is_kind(*side, nominal, kind)
                                && let Some(literal) = unit.literal(*other)
                            {
                                found.push((literal, unit.place(id)));
                            }
                        }
                    }
                    Expr::Match { scrutinee, arms } if unit.is_kind(*scrutinee, nominal, kind) => {
                        arms.iter().for_each(|arm| unit.literals_of(arm.pattern, &mut found));
                    }
                    _ => {}
                }
            }
            if let Some(own) = found.get_mut(first..) {
                own.sort_by_key(|(_, place)| place.range.start());
            }
        }
        found
    }

    /// Where frames of an endpoint are read: in its handler, or else in functions with a connection of the same type.
    pub(super) fn reads(&self, socket: &SocketEndpoint) -> Vec<SourcePointer> {
        let Some(connection) = &socket.connection else { return Vec::new() };
        let frames = Some((&connection.incoming, &connection.outgoing));
        let of = |is_wanted: &dyn Fn(&Unit<'db>) -> bool| -> Vec<SourcePointer> {
            let units = self.units.iter().filter(|unit| is_wanted(unit));
            units
                .flat_map(|unit| {
                    let calls = unit.lowered.body.exprs.iter().filter_map(|(id, expr)| {
                        let Expr::Call { callee, .. } = expr else { return None };
                        let Expr::Field { object, name } = &unit.lowered.body.exprs[*callee] else { return None };
                        let is_read = name.name == "recv" && unit.inference.expr_type(*object).frame_types() == frames;
                        is_read.then(|| unit.place(id))
                    });
                    calls.collect::<Vec<_>>()
                })
                .collect()
        };
        let own = of(&|unit| *unit.id == socket.handler);
        if own.is_empty() { of(&|_| true) } else { own }
    }

    /// The pushes of values that are not made for them: received ones, parameters.
    pub(super) fn passed_on(&self, socket: &SocketEndpoint) -> Vec<SourcePointer> {
        let pushes = socket.pushes.iter().filter_map(|push| {
            let unit = self.units.iter().find(|unit| *unit.id == push.sender)?;
            let source = push.source(self.db)?;
            let call = unit.lowered.body.exprs.iter().find_map(|(id, expr)| match expr {
                Expr::Call { arguments, .. } if unit.lowered.body.expr_range(id) == source.call.range => {
                    arguments.last()
                }
                _ => None,
            });
            call.filter(|message| !unit.is_made(message.value)).map(|_| source.call.clone())
        });
        pushes.collect()
    }
}

/// What becomes of a value.
struct Use<'db> {
    /// The local that holds it, alone or inside of something.
    local: Option<LocalId>,
    /// Where it is pushed; empty when that is not known.
    pushes: Vec<&'db PushCall>,
}

impl<'db> Unit<'db> {
    fn new(db: &'db dyn Db, item: Item<'db>) -> Unit<'db> {
        let (lowered, inference) = (lowered(db, item), infer(db, item));
        let values = lowered.statements().filter_map(|statement| match statement {
            Stmt::Let { pattern, value, .. } if matches!(lowered.body.pats[*pattern], Pat::Bind(_)) => {
                Some((*inference.bindings.get(pattern)?, *value))
            }
            _ => None,
        });
        Unit { id: item.id(db), lowered, inference, values: values.collect(), pushes: push_calls(db, item) }
    }

    /// What becomes of the value of an expression.
    fn use_of(&self, value: ExprId) -> Use<'db> {
        let range = self.lowered.body.expr_range(value);
        let is_inside = |argument: &SourcePointer| argument.range.contains_range(range);
        let direct = self.pushes.iter().filter(|push| push.argument.as_ref().is_some_and(is_inside));
        if let Some(push) = direct.min_by_key(|push| push.call.range.len()) {
            return Use { local: None, pushes: vec![push] };
        }
        let holds = |first: &ExprId| self.lowered.body.expr_range(*first).contains_range(range);
        let holders = self.values.iter().filter(|(_, first)| holds(first));
        let holder = holders.min_by_key(|(_, first)| self.lowered.body.expr_range(**first).len());
        let Some((local, _)) = holder else { return Use { local: None, pushes: Vec::new() } };
        let names = || {
            let resolved = self.inference.resolutions.iter();
            let of_local = resolved.filter(|(_, resolution)| **resolution == Resolution::Local(*local));
            of_local.map(|(name, _)| self.lowered.body.expr_range(*name))
        };
        let is_pushed =
            |push: &&PushCall| push.argument.as_ref().is_some_and(|it| names().any(|name| name == it.range));
        Use { local: Some(*local), pushes: self.pushes.iter().filter(is_pushed).collect() }
    }

    /// The fields of a local that are set by assignments.
    fn fields_set(&self, local: LocalId) -> Vec<&'db str> {
        let of_local = |object: &ExprId| self.inference.resolutions.get(object) == Some(&Resolution::Local(local));
        let targets = self.lowered.statements().filter_map(|statement| match statement {
            Stmt::Assign { target, .. } => Some(*target),
            _ => None,
        });
        targets
            .filter_map(|target| match &self.lowered.body.exprs[target] {
                Expr::Field { object, name } if of_local(object) => Some(name.name.as_str()),
                _ => None,
            })
            .collect()
    }

    fn place(&self, expr: ExprId) -> SourcePointer {
        SourcePointer { item: self.id.clone(), range: self.lowered.body.expr_range(expr) }
    }

    fn is_of(&self, expr: ExprId, nominal: &Nominal) -> bool {
        matches!(self.inference.expr_type(expr).without_null(), Ty::Nominal(found) if found == nominal)
    }

    /// The first value of the local that a name means.
    fn first_value(&self, expr: ExprId) -> Option<ExprId> {
        match self.inference.resolutions.get(&expr)? {
            Resolution::Local(local) => self.values.get(local).copied(),
            _ => None,
        }
    }

    /// Whether an expression is the kind of a value: `value.kind`, or a local that holds it.
    fn is_kind(&self, expr: ExprId, nominal: &Nominal, kind: &str) -> bool {
        match &self.lowered.body.exprs[expr] {
            Expr::Field { object, name } => name.name == kind && self.is_of(*object, nominal),
            Expr::Name(_) => match self.inference.resolutions.get(&expr) {
                Some(Resolution::Field(owner, name)) => owner == nominal && name == kind,
                _ => self.first_value(expr).is_some_and(|value| {
                    matches!(&self.lowered.body.exprs[value], Expr::Field { object, name }
                        if name.name == kind && self.is_of(*object, nominal))
                }),
            },
            _ => false,
        }
    }

    /// The text that an expression is.
    fn literal(&self, expr: ExprId) -> Option<String> {
        match &self.lowered.body.exprs[expr] {
            Expr::Str(literal) => literal.plain().map(str::to_owned),
            _ => None,
        }
    }

    fn literals_of(&self, pattern: PatId, found: &mut Vec<(String, SourcePointer)>) {
        match &self.lowered.body.pats[pattern] {
            Pat::Literal(LiteralPat::Str(text)) => {
                let range = self.lowered.body.pat_range(pattern);
                found.push((text.clone(), SourcePointer { item: self.id.clone(), range }));
            }
            Pat::Or(alternatives) => alternatives.iter().for_each(|it| self.literals_of(*it, found)),
            _ => {}
        }
    }

    /// Whether a message is made where it is pushed, or by a function that is called there.
    fn is_made(&self, message: ExprId) -> bool {
        match &self.lowered.body.exprs[message] {
            Expr::Struct { .. } | Expr::Call { .. } | Expr::Missing => true,
            Expr::Name(_) => self
                .first_value(message)
                .is_some_and(|value| matches!(self.lowered.body.exprs[value], Expr::Struct { .. } | Expr::Call { .. })),
            _ => false,
        }
    }
}
