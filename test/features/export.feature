Feature: Export

  Scenario: The context begins as the input
    Given a workflow with definition:
    """yaml
    document: { dsl: '1.0.3', namespace: test, name: feature, version: '1.0.0' }
    do:
      - read: { set: { seen: '${ $context.x }' } }
    """
    And given the workflow input is:
    """yaml
    x: 1
    """
    When the workflow is executed
    Then the workflow should complete with output:
    """yaml
    seen: 1
    """

  Scenario: An export replaces the context
    Given a workflow with definition:
    """yaml
    document: { dsl: '1.0.3', namespace: test, name: feature, version: '1.0.0' }
    do:
      - a: { set: { a: 1 }, export: { as: '{ kept: .a }' } }
      - b: { set: { seen: '${ $context }' } }
    """
    And given the workflow input is:
    """yaml
    x: 1
    """
    When the workflow is executed
    Then the workflow should complete with output:
    """yaml
    seen: { kept: 1 }
    """

  Scenario: An export adds to the context
    Given a workflow with definition:
    """yaml
    document: { dsl: '1.0.3', namespace: test, name: feature, version: '1.0.0' }
    do:
      - a: { set: { a: 1 }, export: { as: '$context + { kept: .a }' } }
      - b: { set: { seen: '${ $context }' } }
    """
    And given the workflow input is:
    """yaml
    x: 1
    """
    When the workflow is executed
    Then the workflow should complete with output:
    """yaml
    seen: { x: 1, kept: 1 }
    """

  Scenario: An export sees the shaped output
    Given a workflow with definition:
    """yaml
    document: { dsl: '1.0.3', namespace: test, name: feature, version: '1.0.0' }
    do:
      - a: { set: { a: 1 }, output: { as: '.a' }, export: { as: '{ kept: $output }' } }
      - b: { set: { seen: '${ $context }' } }
    """
    When the workflow is executed
    Then the workflow should complete with output:
    """yaml
    seen: { kept: 1 }
    """

  Scenario: An export that does not meet its schema
    Given a workflow with definition:
    """yaml
    document: { dsl: '1.0.3', namespace: test, name: feature, version: '1.0.0' }
    do:
      - a: { set: { a: 1 }, export: { as: '{ kept: .a }', schema: { document: { type: object, required: [other] } } } }
    """
    When the workflow is executed
    Then the workflow should fault with status 400
