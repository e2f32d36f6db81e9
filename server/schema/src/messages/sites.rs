//! The places of a program where messages are made, passed on, read and told apart.

use std::collections::{HashMap, HashSet};

use fitz_analysis::hir::{BinaryOp, Expr, ExprId, FieldInit, LiteralPat, Lowered, Pat, PatId, Stmt};
use fitz_analysis::{
    Db, DefaultValue, FieldInfo, Inference, Item, ItemId, LocalId, Nominal, Program, PushCall, Resolution,
    SocketEndpoint, SourcePointer, Ty, infer, items, lowered, push_calls,
};
use fitz_syntax::TextRange;

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
    /// The fields that are given where it is made; `None` where that is not known, so that each may be.
    given: Option<&'db [FieldInit]>,
    /// The fields that are set afterwards.
    set_later: Vec<&'db str>,
}

impl Made<'_> {
    /// Whether a value for the field is written.
    pub(super) fn sets(&self, field: &str) -> bool {
        let is_given = |given: &[FieldInit]| given.iter().any(|given| given.name.name == field);
        self.given.is_none_or(is_given) || self.set_later.contains(&field)
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
                let set_later = use_.local.map(|local| unit.fields_set(local)).unwrap_or_default();
                let given = fields.iter().find(|given| given.name.name == kind.name);
                let literal = match (given, &kind.default) {
                    (Some(given), _) => unit.literal(given.value),
                    (None, Some(DefaultValue::Str(text))) => Some(text.clone()),
                    (None, _) => None,
                };
                let first = literal.map_or(MessageKind::Computed, MessageKind::Named);
                let assigned = use_.local.map(|local| unit.kinds_set(local, nominal, &kind.name));
                let assigned = assigned.unwrap_or_default();
                let of_places = match use_.local {
                    Some(_) if !here.is_empty() => assigned.at_each(&first, &here),
                    _ => assigned.anywhere(&first, unit.place(id)),
                };
                let made_here = of_places.into_iter().map(|(kind, places)| Made {
                    kind,
                    places,
                    given: Some(fields),
                    set_later: set_later.clone(),
                });
                made.extend(made_here);
            }
        }
        made.extend(self.renamed(socket, nominal, kind));
        made
    }

    /// The values that are passed on with another kind than they came with.
    fn renamed(&self, socket: &SocketEndpoint, nominal: &Nominal, kind: &FieldInfo) -> Vec<Made<'db>> {
        let passed_on = self.passed_on_calls(socket).into_iter().filter_map(|(unit, push, message)| {
            let assigned = unit.kinds_set(unit.local_of(message, nominal)?, nominal, &kind.name);
            let kinds = assigned.at(&MessageKind::Computed, push.call.range);
            let named = kinds.into_iter().filter(|kind| *kind != MessageKind::Computed);
            let made =
                named.map(|kind| Made { kind, places: vec![push.call.clone()], given: None, set_later: Vec::new() });
            Some(made.collect::<Vec<_>>())
        });
        passed_on.flatten().collect()
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

    /// The pushes of values that are not made for them: received ones, parameters. Those whose kind the program sets before
    /// are left out.
    pub(super) fn passed_on(&self, socket: &SocketEndpoint, nominal: &Nominal, kind: &FieldInfo) -> Vec<SourcePointer> {
        let is_open =
            |(unit, push, message): &(&Unit<'db>, &'db PushCall, ExprId)| match unit.local_of(*message, nominal) {
                Some(local) => unit
                    .kinds_set(local, nominal, &kind.name)
                    .at(&MessageKind::Computed, push.call.range)
                    .contains(&MessageKind::Computed),
                None => true,
            };
        self.passed_on_calls(socket).into_iter().filter(is_open).map(|(_, push, _)| push.call.clone()).collect()
    }

    fn passed_on_calls(&self, socket: &SocketEndpoint) -> Vec<(&Unit<'db>, &'db PushCall, ExprId)> {
        let pushes = socket.pushes.iter().filter_map(|push| {
            let unit = self.units.iter().find(|unit| *unit.id == push.sender)?;
            let source = push.source(self.db)?;
            let message = unit.lowered.body.exprs.iter().find_map(|(id, expr)| match expr {
                Expr::Call { arguments, .. } if unit.lowered.body.expr_range(id) == source.call.range => {
                    arguments.last()
                }
                _ => None,
            })?;
            (!unit.is_made(message.value)).then_some((unit, source, message.value))
        });
        pushes.collect()
    }
}

/// `value.kind = "joined"`.
struct KindSet {
    kind: MessageKind,
    /// What is assigned to.
    place: SourcePointer,
    /// The block that holds the statement.
    block: TextRange,
}

/// What is assigned to the kind of one local, in source order.
#[derive(Default)]
struct KindsSet {
    set: Vec<KindSet>,
    /// Where the local is declared.
    declared: Option<TextRange>,
    /// The bodies of the loops of its function.
    loops: Vec<TextRange>,
}

impl KindsSet {
    /// The kinds that a value may have at a place: that of the last assignment which surely ran before, or else its first
    /// one, and those of the assignments that may have run since.
    fn at(&self, first: &MessageKind, place: TextRange) -> Vec<MessageKind> {
        let is_before = |set: &&KindSet| set.place.range.start() < place.start();
        let sure = self.set.iter().rev().filter(is_before).find(|set| set.block.contains_range(place));
        let since = sure.map(|set| set.place.range.start());
        // In the next round of a loop, unless the value is another one there, or is set anew before.
        let is_repeated = |set: &KindSet| {
            let mut around =
                self.loops.iter().filter(|it| it.contains_range(set.place.range) && it.contains_range(place));
            let is_inside =
                |around: &TextRange, range: Option<TextRange>| range.is_some_and(|it| around.contains_range(it));
            around.any(|it| !is_inside(it, self.declared) && !is_inside(it, sure.map(|sure| sure.place.range)))
        };
        let may_run = |set: &&KindSet| Some(set.place.range.start()) > since && (is_before(set) || is_repeated(set));
        let mut kinds = vec![sure.map_or(first, |set| &set.kind).clone()];
        for set in self.set.iter().filter(may_run) {
            if !kinds.contains(&set.kind) {
                kinds.push(set.kind.clone());
            }
        }
        kinds
    }

    /// The kinds that a value has when it is pushed, each with those pushes.
    fn at_each(&self, first: &MessageKind, pushes: &[&PushCall]) -> Vec<(MessageKind, Vec<SourcePointer>)> {
        let mut found: Vec<(MessageKind, Vec<SourcePointer>)> = Vec::new();
        for push in pushes {
            for kind in self.at(first, push.call.range) {
                match found.iter_mut().find(|(known, _)| *known == kind) {
                    Some((_, places)) => places.push(push.call.clone()),
                    None => found.push((kind, vec![push.call.clone()])),
                }
            }
        }
        found
    }

    /// The kinds of a value whose pushes are not known, with where it gets them.
    fn anywhere(&self, first: &MessageKind, made: SourcePointer) -> Vec<(MessageKind, Vec<SourcePointer>)> {
        let set = self.set.iter().map(|set| (set.kind.clone(), vec![set.place.clone()]));
        std::iter::once((first.clone(), vec![made])).chain(set).collect()
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

    /// The local of that type that an expression is.
    fn local_of(&self, expr: ExprId, nominal: &Nominal) -> Option<LocalId> {
        match self.inference.resolutions.get(&expr)? {
            Resolution::Local(local) if self.is_of(expr, nominal) => Some(*local),
            _ => None,
        }
    }

    /// The assignments to the kind of a local.
    fn kinds_set(&self, local: LocalId, nominal: &Nominal, kind: &str) -> KindsSet {
        let body = &self.lowered.body;
        let set = self.lowered.statements().filter_map(|statement| {
            let Stmt::Assign { target, op, value, .. } = statement else { return None };
            let Expr::Field { object, name } = &body.exprs[*target] else { return None };
            let is_kind = name.name == kind && self.local_of(*object, nominal) == Some(local);
            let literal = self.literal(*value).filter(|_| op.is_none());
            is_kind.then(|| KindSet {
                kind: literal.map_or(MessageKind::Computed, MessageKind::Named),
                place: self.place(*target),
                block: self.block_around(body.expr_range(*target)),
            })
        });
        let mut set: Vec<KindSet> = set.collect();
        set.sort_by_key(|it| it.place.range.start());
        let declared = self.inference.bindings.iter().find(|(_, bound)| **bound == local);
        let declared = declared.map(|(pattern, _)| body.pat_range(*pattern));
        KindsSet { loops: if set.is_empty() { Vec::new() } else { self.loops() }, set, declared }
    }

    /// The smallest block around a place.
    fn block_around(&self, range: TextRange) -> TextRange {
        let body = &self.lowered.body;
        let blocks = body.exprs.iter().filter(|(_, expr)| matches!(expr, Expr::Block(_)));
        let around = blocks.map(|(id, _)| body.expr_range(id)).filter(|block| block.contains_range(range));
        around.min_by_key(|block| block.len()).unwrap_or(range)
    }

    /// The bodies of all loops.
    fn loops(&self) -> Vec<TextRange> {
        let body = &self.lowered.body;
        let endless = body.exprs.iter().filter_map(|(_, expr)| match expr {
            Expr::Loop { body, .. } => Some(*body),
            _ => None,
        });
        let others = self.lowered.statements().filter_map(|statement| match statement {
            Stmt::While { body, .. } | Stmt::For { body, .. } => Some(*body),
            _ => None,
        });
        endless.chain(others).map(|it| body.expr_range(it)).collect()
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
