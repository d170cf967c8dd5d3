// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Facts} from "src/Facts.sol";
import {Confirmations, Fact} from "src/types/Fact.sol";

import {FactsBase} from "./FactsBase.t.sol";

// record
// ├── when the fact was recorded: it reverts
// ├── when another fact of the round was recorded: it reverts
// ├── when the fact was revoked: it reverts
// ├── when the value has expired: it reverts
// ├── when not confirmed: it reverts
// └── else
//     ├── it emits FactRecorded, whoever calls and whoever the fact is for
//     ├── it makes the fact readable, and no fact that differs in any field
//     ├── it leaves other rounds open
//     └── it writes one slot
contract FactsRecordTest is FactsBase {
    Fact private _given;

    function testFuzz_recordsFact(Fact memory fact, address audience, address caller) public {
        fact = _open(fact);
        fact.audience = audience;

        vm.expectEmit(address(facts));
        emit Facts.FactRecorded(_digest(fact), quorum, fact.subject, fact, THREE);
        Confirmations memory given = _confirmations(fact);
        vm.prank(caller);
        facts.record(fact, given);

        assertEq(facts.recordedAt(fact), block.timestamp);
    }

    function testFuzz_othersAreNotRecorded(Fact memory fact, Fact memory other) public {
        fact = _open(fact);
        vm.assume(_digest(fact) != _digest(other));
        facts.record(fact, _confirmations(fact));

        assertEq(facts.recordedAt(other), 0);
        other = abi.decode(abi.encode(fact), (Fact));
        unchecked {
            ++other.observedAt;
        }
        assertEq(facts.recordedAt(other), 0);
    }

    function testFuzz_FACTS_2_reverts_whenRoundTaken(Fact memory fact, bytes32 value, uint40 observedAt) public {
        fact = _open(fact);
        vm.assume(value != fact.value || observedAt != fact.observedAt);
        facts.record(fact, _confirmations(fact));
        (fact.value, fact.observedAt) = (value, observedAt);
        Confirmations memory given = _confirmations(fact);

        vm.expectRevert(abi.encodeWithSelector(Facts.RoundTaken.selector, fact.subject, fact.round));
        facts.record(fact, given);
    }

    function testFuzz_nextRoundIsOpen(uint64 round, bytes32 value) public {
        round = uint64(bound(round, 1, type(uint64).max));
        Fact memory fact = _fact();
        facts.record(fact, _confirmations(fact));
        Fact memory correction = _fact();
        (correction.round, correction.value) = (round, value);

        facts.record(correction, _confirmations(correction));

        assertEq(facts.recordedAt(fact), block.timestamp);
        assertEq(facts.recordedAt(correction), block.timestamp);
    }

    function test_reverts_whenAlreadyRecorded() public {
        Fact memory fact = _fact();
        facts.record(fact, _confirmations(fact));
        Confirmations memory given = _confirmations(fact);

        vm.expectRevert(abi.encodeWithSelector(Facts.AlreadyRecorded.selector, _digest(fact)));
        facts.record(fact, given);
    }

    function test_reverts_whenRevoked() public {
        Fact memory fact = _fact();
        facts.revoke(fact, _confirmations(THREE, _revocation(fact)));
        Confirmations memory given = _confirmations(fact);

        vm.expectRevert(abi.encodeWithSelector(Facts.AlreadyRevoked.selector, _digest(fact)));
        facts.record(fact, given);
    }

    function testFuzz_reverts_whenFactExpired(uint40 validUntil) public {
        validUntil = uint40(bound(validUntil, 1, block.timestamp - 1));
        Fact memory fact = _fact();
        fact.validUntil = validUntil;
        Confirmations memory given = _confirmations(fact);

        vm.expectRevert(abi.encodeWithSelector(Facts.FactExpired.selector, validUntil));
        facts.record(fact, given);
    }

    function test_reverts_whenNotConfirmed() public {
        _given = _fact();
        _expectRefusals(_digest(_given), _attempt);
    }

    function test_writesOneSlot() public {
        Fact memory fact = _fact();
        Confirmations memory given = _confirmations(fact);
        vm.record();
        facts.record(fact, given);
        (, bytes32[] memory writes) = vm.accesses(address(facts));

        assertEq(writes.length, 1);
        bytes32 word = vm.load(address(facts), writes[0]);
        assertEq(uint216(uint256(word)), uint216(bytes27(_digest(fact))));
        assertEq(uint256(word) >> 216, block.timestamp);
    }

    /// forge-config: default.isolate = true
    function test_gas() public {
        Fact memory fact = _fact();
        fact.validUntil = 1_800_000_000;
        facts.record(fact, _confirmations(fact));
        uint256 used = vm.snapshotGasLastCall("facts", "record, 3 of 5");
        // 21,000 + 6,300 of calldata, 22,100 for the slot, 15,600 for the signatures, 4,200 for the event that carries the fact.
        assertLe(used, 74_000);
    }

    function _attempt(Confirmations memory given) internal {
        facts.record(_given, given);
    }
}
