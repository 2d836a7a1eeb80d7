Feature: For

  Scenario: The output of an iteration is the input of the next
    Given a workflow with definition:
    """yaml
    document: { dsl: '1.0.3', namespace: test, name: feature, version: '1.0.0' }
    do:
      - sum: { for: { in: '.list' }, do: [{ add: { set: { list: '${ .list }', sum: '${ (.sum // 0) + $item }' } } }], output: { as: '.sum' } }
    """
    And given the workflow input is:
    """yaml
    list: [1, 2, 3]
    """
    When the workflow is executed
    Then the workflow should complete with output:
    """yaml
    6
    """

  Scenario: Nothing to go through gives the input
    Given a workflow with definition:
    """yaml
    document: { dsl: '1.0.3', namespace: test, name: feature, version: '1.0.0' }
    do:
      - none: { for: { in: '[]' }, do: [{ a: { set: { b: 1 } } }] }
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

  Scenario: The item and its index have names
    Given a workflow with definition:
    """yaml
    document: { dsl: '1.0.3', namespace: test, name: feature, version: '1.0.0' }
    do:
      - named: { for: { each: host, at: n, in: '["a", "b"]' }, do: [{ a: { set: { last: '${ "\($n)\($host)" }' } } }] }
    """
    When the workflow is executed
    Then the workflow should complete with output:
    """yaml
    last: 1b
    """

  Scenario: A condition ends the loop
    Given a workflow with definition:
    """yaml
    document: { dsl: '1.0.3', namespace: test, name: feature, version: '1.0.0' }
    do:
      - some: { for: { in: '[1, 2, 3]' }, while: '$item < 3', do: [{ a: { set: { last: '${ $item }' } } }] }
    """
    When the workflow is executed
    Then the workflow should complete with output:
    """yaml
    last: 2
    """

  Scenario: An inline list
    Given a workflow with definition:
    """yaml
    document: { dsl: '1.0.3', namespace: test, name: feature, version: '1.0.0' }
    do:
      - some: { for: { in: [{ v: 1 }, { v: 2 }] }, do: [{ a: { set: { last: '${ $item.v }' } } }] }
    """
    When the workflow is executed
    Then the workflow should complete with output:
    """yaml
    last: 2
    """

  Scenario: What is no list is an expression error
    Given a workflow with definition:
    """yaml
    document: { dsl: '1.0.3', namespace: test, name: feature, version: '1.0.0' }
    do:
      - some: { for: { in: '.x' }, do: [{ a: { set: { b: 1 } } }] }
    """
    And given the workflow input is:
    """yaml
    x: 1
    """
    When the workflow is executed
    Then the workflow should fault with status 400

  Scenario: Loops nest
    Given a workflow with definition:
    """yaml
    document: { dsl: '1.0.3', namespace: test, name: feature, version: '1.0.0' }
    do:
      - outer: { for: { each: a, in: '[1, 2]' }, do: [{ inner: { for: { each: b, in: '[10, 20]' }, do: [{ add: { set: { n: '${ (.n // 0) + $a * $b }' } } }] } }] }
    """
    When the workflow is executed
    Then the workflow should complete with output:
    """yaml
    n: 90
    """
