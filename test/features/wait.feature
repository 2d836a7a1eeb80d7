Feature: Wait

  Scenario: A wait in parts hands its input on
    Given a workflow with definition:
    """yaml
    document: { dsl: '1.0.3', namespace: test, name: feature, version: '1.0.0' }
    do:
      - rest: { wait: { milliseconds: 5 } }
    """
    And given the workflow input is:
    """yaml
    x: 1
    """
    When the workflow is executed
    Then the workflow should complete with output:
    """yaml
    x: 1
    """

  Scenario: A wait as ISO 8601 text
    Given a workflow with definition:
    """yaml
    document: { dsl: '1.0.3', namespace: test, name: feature, version: '1.0.0' }
    do:
      - rest: { wait: PT0.01S }
    """
    And given the workflow input is:
    """yaml
    x: 1
    """
    When the workflow is executed
    Then the workflow should complete with output:
    """yaml
    x: 1
    """

  Scenario: A wait by an expression
    Given a workflow with definition:
    """yaml
    document: { dsl: '1.0.3', namespace: test, name: feature, version: '1.0.0' }
    do:
      - rest: { wait: '${ .pause }' }
    """
    And given the workflow input is:
    """yaml
    pause: PT0.005S
    """
    When the workflow is executed
    Then the workflow should complete with output:
    """yaml
    pause: PT0.005S
    """

  Scenario: A wait by an expression that gives no duration is an expression error
    Given a workflow with definition:
    """yaml
    document: { dsl: '1.0.3', namespace: test, name: feature, version: '1.0.0' }
    do:
      - rest: { wait: '${ .pause }' }
    """
    And given the workflow input is:
    """yaml
    x: 1
    """
    When the workflow is executed
    Then the workflow should fault with status 400

  Scenario: A wait shapes its output
    Given a workflow with definition:
    """yaml
    document: { dsl: '1.0.3', namespace: test, name: feature, version: '1.0.0' }
    do:
      - rest: { wait: PT0S, output: { as: '.x' } }
    """
    And given the workflow input is:
    """yaml
    x: 7
    """
    When the workflow is executed
    Then the workflow should complete with output:
    """yaml
    7
    """
