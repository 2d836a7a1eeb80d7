Feature: Fork joins

  Scenario: Outputs come in the order of the definition
    Given a workflow with definition:
    """yaml
    document: { dsl: '1.0.3', namespace: test, name: feature, version: '1.0.0' }
    do:
      - both: { fork: { branches: [{ slow: { do: [{ rest: { wait: { milliseconds: 30 } } }, { a: { set: { v: 1 } } }] } }, { quick: { set: { v: 2 } } }] } }
    """
    When the workflow is executed
    Then the workflow should complete with output:
    """yaml
    [{ v: 1 }, { v: 2 }]
    """

  Scenario: Every branch begins with the input of the fork
    Given a workflow with definition:
    """yaml
    document: { dsl: '1.0.3', namespace: test, name: feature, version: '1.0.0' }
    do:
      - both: { input: { from: '{ n: .x }' }, fork: { branches: [{ a: { set: '${ .n + 1 }' } }, { b: { set: '${ .n + 2 }' } }] } }
    """
    And given the workflow input is:
    """yaml
    x: 1
    """
    When the workflow is executed
    Then the workflow should complete with output:
    """yaml
    [2, 3]
    """

  Scenario: A skipped branch gives its input
    Given a workflow with definition:
    """yaml
    document: { dsl: '1.0.3', namespace: test, name: feature, version: '1.0.0' }
    do:
      - both: { fork: { branches: [{ a: { if: 'false', set: { v: 1 } } }, { b: { set: { v: 2 } } }] } }
    """
    And given the workflow input is:
    """yaml
    x: 1
    """
    When the workflow is executed
    Then the workflow should complete with output:
    """yaml
    [{ x: 1 }, { v: 2 }]
    """

  Scenario: A fault of a branch is that of the fork
    Given a workflow with definition:
    """yaml
    document: { dsl: '1.0.3', namespace: test, name: feature, version: '1.0.0' }
    do:
      - both: { fork: { branches: [{ a: { set: { v: 1 } } }, { b: { raise: { error: { type: 'https://x.test/e', status: 400 } } } }] } }
    """
    When the workflow is executed
    Then the workflow should fault with status 400

  Scenario: A fork can be caught
    Given a workflow with definition:
    """yaml
    document: { dsl: '1.0.3', namespace: test, name: feature, version: '1.0.0' }
    do:
      - guarded: { try: [{ both: { fork: { branches: [{ a: { wait: PT1H } }, { b: { raise: { error: { type: 'https://x.test/e', status: 400 } } } }] } } }], catch: { do: [{ note: { set: { caught: '${ $error.status }' } } }] } }
    """
    When the workflow is executed
    Then the workflow should complete with output:
    """yaml
    caught: 400
    """

  Scenario: Forks nest
    Given a workflow with definition:
    """yaml
    document: { dsl: '1.0.3', namespace: test, name: feature, version: '1.0.0' }
    do:
      - both: { fork: { branches: [{ a: { fork: { branches: [{ x: { set: '${ 1 }' } }, { y: { set: '${ 2 }' } }] } } }, { b: { set: '${ 3 }' } }] }, output: { as: 'flatten' } }
    """
    When the workflow is executed
    Then the workflow should complete with output:
    """yaml
    [1, 2, 3]
    """
