# The policy of a tenant that has none of its own. Compiled by scripts/build-policy.mjs with the version of OPA named there.
package orchestrix.plan

import rego.v1

# A plan on which much depends is looked at by somebody first.
deny contains "a CRITICAL plan has to ask for approval" if {
	input.plan.risk_band == "CRITICAL"
	not input.plan.requires_approval
}

# What is deployed at high risk can be taken back.
deny contains message if {
	input.plan.risk_band in {"HIGH", "CRITICAL"}
	some task in input.plan.tasks
	task.task_type == "DEPLOY"
	not task.compensated
	message := sprintf("task %s deploys at %s risk and does not say how it is undone", [task.task_id, input.plan.risk_band])
}

# A tenant that submits faster than its agents work is stopped before the queue is useless.
deny contains message if {
	input.tenant.open_plans >= 500
	message := sprintf("%d plans are open already", [input.tenant.open_plans])
}
