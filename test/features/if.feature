Feature: If

  Scenario: A task whose condition holds runs
    Given a workflow with definition:
    """yaml
    document: { dsl: '1.0.3', namespace: test, name: feature, version: '1.0.0' }
    do:
      - a: { if: '.x == 1', set: { ran: true } }
    """
    And given the workflow input is:
    """yaml
    x: 1
    """
    When the workflow is executed
    Then the workflow should complete with output:
    """yaml
    ran: true
    """

  Scenario: A task whose condition does not hold is skipped
    Given a workflow with definition:
    """yaml
    document: { dsl: '1.0.3', namespace: test, name: feature, version: '1.0.0' }
    do:
      - a: { if: '.x == 2', set: { ran: true } }
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

  Scenario: A skipped task follows nobody
    Given a workflow with definition:
    """yaml
    document: { dsl: '1.0.3', namespace: test, name: feature, version: '1.0.0' }
    do:
      - a: { if: 'false', set: { ran: true }, then: end }
      - b: { set: { next: true } }
    """
    When the workflow is executed
    Then the workflow should complete with output:
    """yaml
    next: true
    """

  Scenario: A skipped call sends nothing
    Given a workflow with definition:
    """yaml
    document: { dsl: '1.0.3', namespace: test, name: feature, version: '1.0.0' }
    do:
      - a: { call: http, with: { method: post, endpoint: 'http://svc.test/a' }, if: '.no'  }
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
    And the calls should be none

  Scenario: Null does not hold, zero does
    Given a workflow with definition:
    """yaml
    document: { dsl: '1.0.3', namespace: test, name: feature, version: '1.0.0' }
    do:
      - a: { if: 'null', set: { n: 1 } }
      - b: { if: '0', set: { zero: true } }
    """
    And given the workflow input is:
    """yaml
    x: 1
    """
    When the workflow is executed
    Then the workflow should complete with output:
    """yaml
    zero: true
    """

  Scenario: A condition that fails is an expression error
    Given a workflow with definition:
    """yaml
    document: { dsl: '1.0.3', namespace: test, name: feature, version: '1.0.0' }
    do:
      - a: { if: '.x.y.z', set: { n: 1 } }
    """
    And given the workflow input is:
    """yaml
    x: text
    """
    When the workflow is executed
    Then the workflow should fault with status 400
