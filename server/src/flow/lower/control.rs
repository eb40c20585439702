//! Conditions, matches, loops and the ways out of them.

use ra_ap_hir_def::hir::{
    BinaryOp, Expr, ExprId, LabelId, LogicOp, LoopSource, MatchArm, Pat, PatId, UnaryOp,
};

use super::{
    Breakable, IfThen, Lower, Use, expr_end, expr_origin,
    pattern::{Candidate, Matched, Pending},
    raw,
};
use crate::{
    facts::{Cause, Destination, GapReason},
    flow::{
        graph::{BlockId, Operand, Origin, PlaceId, regions::Point},
        scope::DropTree,
    },
};

impl<'db> Lower<'_, 'db> {
    // ----- if ----------------------------------------------------------------------------------

    pub(super) fn if_else(
        &mut self,
        dest: PlaceId,
        expr: ExprId,
        condition: ExprId,
        then_branch: ExprId,
        else_branch: Option<ExprId>,
        usage: &Use,
    ) {
        let join = self.builder.new_block();
        let end = expr_end(then_branch);
        let failed = self.failable(|this| {
            this.if_scope(expr, end, |this| {
                this.condition(condition);
                this.terminating(end, |this| this.into(dest, this.full(then_branch), usage));
            });
        });
        self.goto(join);
        self.builder.switch_to(failed);
        match else_branch {
            Some(branch) => self.terminating(expr_end(branch), |this| {
                this.into(dest, this.full(branch), usage);
            }),
            None => self.assign_operands(dest, vec![Operand::Constant], expr_origin(expr)),
        }
        self.goto(join);
        self.builder.switch_to(join);
    }

    /// The scope of the bindings in a condition. From edition 2024 on it takes the condition's
    /// temporaries too, which so are dropped before `else` (Reference, "Drop scopes").
    fn if_scope(&mut self, expr: ExprId, end: Origin, f: impl FnOnce(&mut Self)) {
        if self.cx.is_2024(expr) {
            let saved = self.var_scope;
            self.terminating(end, |this| {
                this.var_scope = this.temp_scope;
                f(this);
            });
            self.var_scope = saved;
        } else {
            self.scoped(end, f);
        }
    }

    /// Runs `f`, in which conditions may fail, and gives the block that failures lead to.
    pub(super) fn failable(&mut self, f: impl FnOnce(&mut Self)) -> BlockId {
        self.conditions.push(IfThen {
            depth: self.scopes.depth(),
            failures: DropTree::default(),
        });
        f(self);
        let failed = self.builder.new_block();
        if let Some(condition) = self.conditions.pop() {
            condition.failures.build(&mut self.builder, failed);
        }
        failed
    }

    /// The enclosing condition is false here: control leaves what was opened since.
    pub(super) fn fail(&mut self) {
        if let Some(condition) = self.conditions.last_mut() {
            self.scopes
                .exit(&mut self.builder, condition.depth, &mut condition.failures);
        }
    }

    /// Goes on where the condition holds; fails the enclosing condition elsewhere.
    pub(super) fn condition(&mut self, expr: ExprId) {
        match &self.cx.store[expr] {
            Expr::BinaryOp {
                lhs,
                rhs,
                op: Some(BinaryOp::LogicOp(LogicOp::And)),
            } => {
                self.condition(*lhs);
                self.condition(*rhs);
            }
            Expr::BinaryOp {
                lhs,
                rhs,
                op: Some(BinaryOp::LogicOp(LogicOp::Or)),
            } => {
                let join = self.builder.new_block();
                let failed = self.failable(|this| this.condition(*lhs));
                self.goto(join);
                self.builder.switch_to(failed);
                self.condition(*rhs);
                self.goto(join);
                self.builder.switch_to(join);
            }
            Expr::UnaryOp {
                op: UnaryOp::Not,
                expr: inner,
            } if self.cx.infer.expr_ty(*inner).is_bool() => {
                let failed = self.failable(|this| this.condition(*inner));
                self.fail();
                self.builder.switch_to(failed);
            }
            Expr::Let {
                pat,
                expr: scrutinee,
            } => {
                let e = self.full(*scrutinee);
                let place = self.matched_place(e, &[*pat]);
                self.mention(place, *scrutinee);
                self.declare_bindings(*pat, false);
                self.match_or_fail(*pat, place, expr_origin(*scrutinee));
            }
            _ => self.tested_value(expr),
        }
    }

    fn tested_value(&mut self, expr: ExprId) {
        self.terminating(expr_end(expr), |this| {
            let e = this.full(expr);
            this.operand(e, Use::new(Cause::Read, Destination::Temporary));
        });
        let (holds, fails) = (self.builder.new_block(), self.builder.new_block());
        self.goto(holds);
        self.goto(fails);
        self.builder.switch_to(fails);
        self.fail();
        self.builder.switch_to(holds);
    }

    /// A condition whose truth is a value: `let b = x && y;`.
    pub(super) fn condition_value(&mut self, dest: PlaceId, expr: ExprId) {
        let join = self.builder.new_block();
        let failed = self.failable(|this| this.scoped(expr_end(expr), |this| this.condition(expr)));
        self.assign_operands(dest, vec![Operand::Constant], expr_origin(expr));
        self.goto(join);
        self.builder.switch_to(failed);
        self.assign_operands(dest, vec![Operand::Constant], expr_origin(expr));
        self.goto(join);
        self.builder.switch_to(join);
    }

    // ----- match -------------------------------------------------------------------------------

    pub(super) fn match_expr(
        &mut self,
        dest: PlaceId,
        expr: ExprId,
        scrutinee: ExprId,
        arms: &'db [MatchArm],
        usage: &Use,
    ) {
        if self.note_iterator(scrutinee, arms) {
            // What the head makes ends with the loop, even where that is the value of a block
            // (`rustc_ast_lowering`'s `lower_expr_for`).
            let end = expr_end(expr);
            self.terminating(end, |this| {
                this.match_arms(dest, expr, (scrutinee, arms), usage)
            });
        } else {
            self.match_arms(dest, expr, (scrutinee, arms), usage);
        }
    }

    fn match_arms(
        &mut self,
        dest: PlaceId,
        expr: ExprId,
        (scrutinee, arms): (ExprId, &'db [MatchArm]),
        usage: &Use,
    ) {
        let e = self.full(scrutinee);
        let patterns: Vec<PatId> = arms.iter().map(|arm| arm.pat).collect();
        let place = self.matched_place(e, &patterns);
        self.mention(place, scrutinee);
        for arm in arms.iter().skip(1) {
            self.keep_type_of_result(arm.expr, Some(expr));
        }
        if arms.is_empty() {
            self.assign_operands(dest, vec![Operand::Constant], expr_origin(expr));
            self.builder.diverge();
            return;
        }
        let join = self.builder.new_block();
        // What a loop's pattern takes apart is, to the user, what the loop iterates over.
        let iterated = self.desugared.get(&scrutinee).copied();
        let matched = iterated.unwrap_or(expr_origin(scrutinee));
        let guarded = self.guarded_match(arms, place, matched);
        let matched = Matched {
            place: matched,
            head: Origin::MatchHead(raw(expr)),
        };
        let mut pending = vec![self.pending()];
        for arm in arms {
            pending = self.match_arm(dest, arm, (place, matched, guarded), pending, usage);
            self.goto(join);
        }
        self.builder.switch_to(join);
    }

    /// Notes what the guards of a `match` must not change, if it has guards.
    fn guarded_match(
        &mut self,
        arms: &'db [MatchArm],
        place: PlaceId,
        matched: Origin,
    ) -> Option<usize> {
        if arms.iter().all(|arm| arm.guard.is_none()) {
            return None;
        }
        let mut places = Vec::new();
        for arm in arms {
            for candidate in self.candidates(arm.pat, place) {
                self.watched(&candidate, &mut places);
            }
        }
        Some(self.builder.guarded_match(matched, places))
    }

    /// If the match is what a `for` loop is desugared to: the iterator, and what `next` gives, are
    /// temporaries of the expression that is iterated over. Whether it is.
    fn note_iterator(&mut self, head: ExprId, arms: &[MatchArm]) -> bool {
        if let [arm] = arms
            && let Pat::Bind { id, .. } = self.cx.store[arm.pat]
            && let Expr::Loop {
                body,
                source: LoopSource::ForLoop,
                ..
            } = self.cx.store[arm.expr]
        {
            self.iterators.insert(id, expr_origin(head));
            if let Expr::Block {
                tail: Some(tail), ..
            } = self.cx.store[body]
                && let Expr::Match { expr: next, .. } = self.cx.store[tail]
            {
                self.desugared.insert(next, expr_origin(head));
            }
            return true;
        }
        false
    }

    /// Lowers one arm, tested at the `pending` points; gives the points where it does not match.
    fn match_arm(
        &mut self,
        dest: PlaceId,
        arm: &MatchArm,
        (place, matched, guarded): (PlaceId, Matched, Option<usize>),
        mut pending: Vec<Pending>,
        usage: &Use,
    ) -> Vec<Pending> {
        let candidates = self.candidates(arm.pat, place);
        let end = expr_end(arm.expr);
        let binding = arm.guard.filter(|&guard| self.binds(guard));
        if let (Some(guard), [_, _, ..]) = (binding, &candidates[..]) {
            // The guard's variables would be others for each of the alternatives.
            self.gap(guard, GapReason::Unsupported);
        }
        self.scoped(end, |this| {
            let body = this.builder.new_block();
            for candidate in &candidates {
                pending = this.test(candidate, std::mem::take(&mut pending), matched);
                this.declare_bindings(arm.pat, false);
                match arm.guard {
                    Some(guard) => {
                        this.bind_references(candidate, matched);
                        let (begin, failed) = match binding {
                            Some(guard) => this.binding_guard(candidate, guard, end),
                            None => this.guard(candidate, guard),
                        };
                        pending.push(failed);
                        if let Some(guarded) = guarded {
                            this.builder.guard_passed(guarded, begin);
                        }
                        this.bind_values(candidate, matched);
                    }
                    None => this.bind(candidate, matched),
                }
                this.goto(body);
            }
            this.builder.switch_to(body);
            this.schedule_bindings(arm.pat);
            this.terminating(end, |this| this.into(dest, this.full(arm.expr), usage));
            if binding.is_some() {
                for _ in &candidates {
                    this.scopes.pop(&mut this.builder);
                }
            }
        });
        pending
    }

    /// Goes on where the guard holds; gives where it begins, and the point where it does not hold.
    fn guard(&mut self, candidate: &Candidate, guard: ExprId) -> (Point, Pending) {
        let mut begin = self.builder.point();
        let failed = self.failable(|this| {
            this.with_guard_bindings(candidate, guard, |this| {
                begin = this.builder.point();
                this.if_scope(guard, expr_end(guard), |this| this.condition(guard));
            });
        });
        (begin, self.after_guard(failed, candidate))
    }

    /// A guard whose patterns bind variables: they live as long as the arm. Leaves a scope open for them, which has to
    /// be closed with the arm.
    fn binding_guard(
        &mut self,
        candidate: &Candidate,
        guard: ExprId,
        end: Origin,
    ) -> (Point, Pending) {
        let saved = (self.var_scope, self.temp_scope);
        let mut begin = self.builder.point();
        let failed = self.failable(|this| {
            this.with_guard_bindings(candidate, guard, |this| {
                begin = this.builder.point();
                this.var_scope = this.scopes.push(end);
                this.temp_scope = this.var_scope;
                this.condition(guard);
            });
        });
        (self.var_scope, self.temp_scope) = saved;
        (begin, self.after_guard(failed, candidate))
    }

    /// Whether a condition has patterns in it.
    fn binds(&self, condition: ExprId) -> bool {
        match &self.cx.store[condition] {
            Expr::Let { .. } => true,
            Expr::BinaryOp {
                lhs,
                rhs,
                op: Some(BinaryOp::LogicOp(LogicOp::And)),
            } => self.binds(*lhs) || self.binds(*rhs),
            _ => false,
        }
    }

    // ----- loops and exits ---------------------------------------------------------------------

    pub(super) fn looping(
        &mut self,
        dest: PlaceId,
        body: ExprId,
        label: Option<LabelId>,
        usage: &Use,
    ) {
        let start = self.builder.fork();
        self.builder.switch_to(start);
        self.push_breakable(dest, label, true, usage);
        self.terminating(expr_end(body), |this| {
            let unit = this.new_temp(this.cx.infer.expr_ty(body), false);
            this.into(
                this.builder.place_of(unit),
                this.full(body),
                &Use::temporary(),
            );
        });
        self.goto(start);
        let exit = self.builder.new_block();
        self.pop_breakable(exit, Some(start));
        self.builder.switch_to(exit);
    }

    /// Runs `f` in a block that `break 'label` leaves.
    pub(super) fn breakable(
        &mut self,
        dest: PlaceId,
        label: Option<LabelId>,
        usage: &Use,
        f: impl FnOnce(&mut Self),
    ) {
        self.push_breakable(dest, label, false, usage);
        f(self);
        let exit = self.builder.fork();
        self.pop_breakable(exit, None);
        self.builder.switch_to(exit);
    }

    fn push_breakable(
        &mut self,
        destination: PlaceId,
        label: Option<LabelId>,
        is_loop: bool,
        usage: &Use,
    ) {
        self.breakables.push(Breakable {
            label,
            is_loop,
            depth: self.scopes.depth(),
            destination,
            usage: usage.clone(),
            breaks: DropTree::default(),
            continues: DropTree::default(),
        });
    }

    fn pop_breakable(&mut self, exit: BlockId, start: Option<BlockId>) {
        let Some(breakable) = self.breakables.pop() else {
            return;
        };
        breakable.breaks.build(&mut self.builder, exit);
        if let Some(start) = start {
            breakable.continues.build(&mut self.builder, start);
        }
    }

    fn target(&self, label: Option<LabelId>) -> Option<usize> {
        self.breakables.iter().rposition(|breakable| match label {
            Some(_) => breakable.label == label,
            None => breakable.is_loop,
        })
    }

    pub(super) fn break_with(
        &mut self,
        expr: ExprId,
        label: Option<LabelId>,
        value: Option<ExprId>,
    ) {
        let Some(index) = self.target(label) else {
            self.gap(expr, GapReason::Incomplete);
            self.builder.diverge();
            return;
        };
        let target = &self.breakables[index];
        let destination = target.destination;
        match value {
            Some(value) => {
                let usage = Use::new(Cause::Break, target.usage.into.clone());
                let e = self.full(value);
                self.into(destination, e, &usage);
            }
            None => {
                self.assign_operands(destination, vec![Operand::Constant], expr_origin(expr));
            }
        }
        let target = &mut self.breakables[index];
        self.scopes
            .exit(&mut self.builder, target.depth, &mut target.breaks);
    }

    pub(super) fn continue_to(&mut self, label: Option<LabelId>) {
        match self.target(label) {
            Some(index) => {
                let target = &mut self.breakables[index];
                self.scopes
                    .exit(&mut self.builder, target.depth, &mut target.continues);
            }
            None => self.builder.diverge(),
        }
    }
}
