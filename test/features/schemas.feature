Feature: Schemas

  Scenario: Input of the workflow that meets its schema
    Given a workflow with definition:
    """yaml
    document: { dsl: '1.0.3', namespace: test, name: feature, version: '1.0.0' }
    input: { schema: { document: { type: object, required: [x] } } }
    do:
      - a: { set: { ok: true } }
    """
    And given the workflow input is:
    """yaml
    x: 1
    """
    When the workflow is executed
    Then the workflow should complete with output:
    """yaml
    ok: true
    """

  Scenario: Input of the workflow that does not
    Given a workflow with definition:
    """yaml
    document: { dsl: '1.0.3', namespace: test, name: feature, version: '1.0.0' }
    input: { schema: { document: { type: object, required: [x] } } }
    do:
      - a: { set: { ok: true } }
    """
    And given the workflow input is:
    """yaml
    y: 1
    """
    When the workflow is executed
    Then the workflow should fault with status 400

  Scenario: Input of a task that does not
    Given a workflow with definition:
    """yaml
    document: { dsl: '1.0.3', namespace: test, name: feature, version: '1.0.0' }
    do:
      - a: { input: { schema: { document: { type: object, required: [x] } } }, set: { ok: true } }
    """
    And given the workflow input is:
    """yaml
    y: 1
    """
    When the workflow is executed
    Then the workflow should fault with status 400

  Scenario: Output of a task that does not, after it was shaped
    Given a workflow with definition:
    """yaml
    document: { dsl: '1.0.3', namespace: test, name: feature, version: '1.0.0' }
    do:
      - a: { set: { n: 1 }, output: { as: '.n', schema: { document: { type: string } } } }
    """
    When the workflow is executed
    Then the workflow should fault with status 400

  Scenario: Output of the workflow that does not
    Given a workflow with definition:
    """yaml
    document: { dsl: '1.0.3', namespace: test, name: feature, version: '1.0.0' }
    output: { schema: { document: { type: object, required: [m] } } }
    do:
      - a: { set: { n: 1 } }
    """
    When the workflow is executed
    Then the workflow should fault with status 400

  Scenario: A validation error can be caught
    Given a workflow with definition:
    """yaml
    document: { dsl: '1.0.3', namespace: test, name: feature, version: '1.0.0' }
    do:
      - guarded: { try: [{ a: { input: { schema: { document: { type: object, required: [x] } } }, set: { ok: true } } }], catch: { errors: { with: { type: 'https://serverlessworkflow.io/spec/1.0.0/errors/validation' } }, do: [{ b: { set: { invalid: true } } }] } }
    """
    When the workflow is executed
    Then the workflow should complete with output:
    """yaml
    invalid: true
    """
