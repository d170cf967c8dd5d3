// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Facts} from "src/Facts.sol";
import {Fact, Statement} from "src/types/Fact.sol";

import {FactsBase} from "./FactsBase.t.sol";

// proveEquivocation
// ├── when the statements are about different rounds: it reverts
// ├── when they are one fact: it reverts
// ├── when a signature is not of 64 bytes: it reverts
// ├── when a proof does not lead to its root: it reverts
// ├── when different accounts signed: it reverts
// ├── when the list was never that of the members: it reverts
// ├── when the signer is not in the list: it reverts
// ├── when the attestor was proven before: it reverts
// └── else: it keeps the proof and emits EquivocationProven
//     ├── given facts signed by themselves
//     ├── given facts signed in batches
//     └── given an attestor that has left
contract FactsProveEquivocationTest is FactsBase {
    address[] private _members;

    function setUp() public override {
        super.setUp();
        _members = facts.membersOf(quorum);
    }

    function testFuzz_FACTS_3_provesTwoFacts(Fact memory fact, Fact memory other, uint256 index) public {
        Signer memory liar = _attestors()[bound(index, 0, 4)];
        (fact.quorum, other) = (quorum, _ofSameRound(fact, other));
        vm.assume(_digest(fact) != _digest(other));
        assertFalse(facts.hasEquivocated(quorum, liar.account));

        vm.expectEmit(address(facts));
        emit Facts.EquivocationProven(quorum, liar.account, _digest(fact), _digest(other));
        facts.proveEquivocation(_alone(liar, fact), _alone(liar, other), _members);

        assertTrue(facts.hasEquivocated(quorum, liar.account));
    }

    function test_FACTS_3_provesBatchAgainstFact() public {
        Signer memory liar = _attestors()[1];
        (Fact memory fact, Fact memory other) = _twoValues();

        facts.proveEquivocation(_alone(liar, fact), _inBatch(liar, other, 7), _members);
        assertTrue(facts.hasEquivocated(quorum, liar.account));
    }

    function test_FACTS_3_provesBatchAgainstBatch() public {
        Signer memory liar = _attestors()[1];
        (Fact memory fact, Fact memory other) = _twoValues();

        facts.proveEquivocation(_inBatch(liar, fact, 7), _inBatch(liar, other, 8), _members);
        assertTrue(facts.hasEquivocated(quorum, liar.account));
    }

    function test_FACTS_3_provesFormerMember() public {
        Signer memory liar = _attestors()[1];
        (Fact memory fact, Fact memory other) = _twoValues();
        address[] memory next = _accounts(_signers("next", 5));
        facts.rotate(quorum, 1, next, _confirmations(THREE, _rotation(quorum, 1, next)));
        skip(NOTICE);
        facts.applyRotation(quorum, next);

        vm.expectRevert(abi.encodeWithSelector(Facts.NotAnAttestor.selector, liar.account));
        facts.proveEquivocation(_alone(liar, fact), _alone(liar, other), next);
        facts.proveEquivocation(_alone(liar, fact), _alone(liar, other), _members);
        assertTrue(facts.hasEquivocated(quorum, liar.account));
    }

    function testFuzz_reverts_whenRoundsDiffer(uint64 round) public {
        round = uint64(bound(round, 1, type(uint64).max));
        Signer memory honest = _attestors()[0];
        (Fact memory fact, Fact memory other) = _twoValues();
        other.round = round;

        vm.expectRevert(abi.encodeWithSelector(Facts.RoundsDiffer.selector, _slot(fact), _slot(other)));
        facts.proveEquivocation(_alone(honest, fact), _alone(honest, other), _members);
    }

    function test_reverts_whenSameFact() public {
        Signer memory honest = _attestors()[0];
        Fact memory fact = _fact();

        vm.expectRevert(abi.encodeWithSelector(Facts.SameFact.selector, _digest(fact)));
        facts.proveEquivocation(_alone(honest, fact), _inBatch(honest, fact, 1), _members);
    }

    function test_reverts_whenSignaturesLength() public {
        (Fact memory fact, Fact memory other) = _twoValues();
        Statement memory second = _alone(_attestors()[0], other);
        second.signature = _sign(_attestors()[0], _digest(other));

        vm.expectRevert(abi.encodeWithSelector(Facts.SignaturesLength.selector, 65, 64));
        facts.proveEquivocation(_alone(_attestors()[0], fact), second, _members);
    }

    function test_reverts_whenNotInRoot() public {
        Signer memory honest = _attestors()[0];
        (Fact memory fact, Fact memory other) = _twoValues();
        Statement memory second = _inBatch(honest, other, 1);
        second.fact.value = keccak256("never signed");

        vm.expectRevert(abi.encodeWithSelector(Facts.NotInRoot.selector, second.root));
        facts.proveEquivocation(_alone(honest, fact), second, _members);
    }

    function test_reverts_whenSignersDiffer() public {
        Signer[] memory attestors = _attestors();
        (Fact memory fact, Fact memory other) = _twoValues();

        vm.expectRevert(
            abi.encodeWithSelector(Facts.SignersDiffer.selector, attestors[0].account, attestors[1].account)
        );
        facts.proveEquivocation(_alone(attestors[0], fact), _alone(attestors[1], other), _members);
    }

    function test_reverts_whenNeverMembers() public {
        Signer memory liar = _attestors()[0];
        (Fact memory fact, Fact memory other) = _twoValues();
        address[] memory list = new address[](1);
        list[0] = liar.account;

        vm.expectRevert(abi.encodeWithSelector(Facts.NeverMembers.selector, quorum));
        facts.proveEquivocation(_alone(liar, fact), _alone(liar, other), list);
    }

    function test_reverts_whenNotAnAttestor() public {
        (Fact memory fact, Fact memory other) = _twoValues();

        vm.expectRevert(abi.encodeWithSelector(Facts.NotAnAttestor.selector, alice.account));
        facts.proveEquivocation(_alone(alice, fact), _alone(alice, other), _members);
    }

    function test_reverts_whenSignedByNobody() public {
        (Fact memory fact, Fact memory other) = _twoValues();
        Statement memory first = _alone(alice, fact);
        Statement memory second = _alone(alice, other);
        (first.signature, second.signature) = (new bytes(64), new bytes(64));

        vm.expectRevert(abi.encodeWithSelector(Facts.NotAnAttestor.selector, address(0)));
        facts.proveEquivocation(first, second, _members);
    }

    function test_reverts_whenAlreadyProven() public {
        Signer memory liar = _attestors()[0];
        (Fact memory fact, Fact memory other) = _twoValues();
        facts.proveEquivocation(_alone(liar, fact), _alone(liar, other), _members);

        vm.expectRevert(abi.encodeWithSelector(Facts.AlreadyProven.selector, liar.account));
        facts.proveEquivocation(_alone(liar, other), _alone(liar, fact), _members);
    }

    function _twoValues() private view returns (Fact memory fact, Fact memory other) {
        (fact, other) = (_fact(), _fact());
        other.value = keccak256("another");
    }

    function _ofSameRound(Fact memory fact, Fact memory other) private view returns (Fact memory) {
        (other.quorum, other.audience, other.topic) = (quorum, fact.audience, fact.topic);
        (other.subject, other.round) = (fact.subject, fact.round);
        return other;
    }

    function _slot(Fact memory fact) private pure returns (bytes32) {
        return keccak256(abi.encode(fact.quorum, fact.audience, fact.topic, fact.subject, fact.round));
    }

    function _alone(Signer memory signer, Fact memory fact) private view returns (Statement memory) {
        return Statement(fact, 0, 0, new bytes32[](0), _signCompact(signer, _digest(fact)));
    }

    function _inBatch(Signer memory signer, Fact memory fact, uint64 sequence) private view returns (Statement memory) {
        bytes32[] memory proof = new bytes32[](1);
        proof[0] = keccak256("neighbour");
        bytes32 root = _pair(_leaf(fact), proof[0]);
        return Statement(fact, root, sequence, proof, _signCompact(signer, _batch(fact.quorum, root, sequence)));
    }
}
