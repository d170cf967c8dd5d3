// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Facts} from "src/Facts.sol";
import {Confirmations, Fact} from "src/types/Fact.sol";

import {FactsBase} from "./FactsBase.t.sol";

// rotate
// ├── when the quorum is unknown: it reverts
// ├── when the round is not above the last: it reverts
// ├── when the next members make no quorum with k: it reverts
// ├── when not confirmed by the present members: it reverts
// └── else: it announces the next members and emits RotationAnnounced
// applyRotation
// ├── when the quorum is unknown: it reverts
// ├── when these members were not announced last: it reverts
// ├── when the notice is running: it reverts
// └── else
//     ├── it seats the next members under the same k and emits QuorumRotated
//     ├── signatures of former members count no longer
//     ├── facts recorded before stand
//     └── it cannot be applied again
contract FactsRotateTest is FactsBase {
    address[] private _next;

    function testFuzz_announces(uint64 round, uint256 count) public {
        round = uint64(bound(round, 1, type(uint64).max));
        address[] memory next = _accounts(_signers("next", bound(count, 3, 5)));
        uint40 appliesAt = uint40(block.timestamp + NOTICE);
        Confirmations memory given = _confirmations(THREE, _rotation(quorum, round, next));

        vm.expectEmit(address(facts));
        emit Facts.RotationAnnounced(quorum, round, next, appliesAt, THREE);
        facts.rotate(quorum, round, next, given);

        bytes32 pending = keccak256(abi.encodePacked(next));
        assertEq(abi.encode(facts.quorumOf(quorum)), abi.encode(5, K, NOTICE, 0, round, appliesAt, pending));
        assertEq(facts.membersOf(quorum), _accounts(_attestors()));
    }

    function testFuzz_seatsNextMembers(uint256 count, uint256 delay) public {
        Signer[] memory next = _signers("next", bound(count, 3, 5));
        _announce(1, _accounts(next));
        skip(bound(delay, NOTICE, 3650 days));

        vm.expectEmit(address(facts));
        emit Facts.QuorumRotated(quorum, _accounts(next));
        facts.applyRotation(quorum, _accounts(next));

        assertEq(facts.membersOf(quorum), _accounts(next));
        assertEq(facts.quorumOf(quorum).k, K);
        assertEq(facts.quorumOf(quorum).pending, 0);
        Fact memory fact = _fact();
        facts.check(fact, _confirm(next, 7, _digest(fact)));
    }

    function test_emptiesSeatsBeyondTheNext() public {
        _rotateTo(_accounts(_signers("attestor", 3)));
        Fact memory fact = _fact();

        Confirmations memory given = _confirmations(0x0b, _digest(fact));
        vm.expectRevert(abi.encodeWithSelector(Facts.NoSuchAttestor.selector, 3, 3));
        facts.check(fact, given);
    }

    function test_formerMembersCountNoLonger() public {
        Signer[] memory next = _signers("next", 5);
        Fact memory fact = _fact();
        Confirmations memory former = _confirmations(fact);
        _rotateTo(_accounts(next));

        vm.expectRevert(
            abi.encodeWithSelector(Facts.SignerDiffers.selector, 0, _attestors()[0].account, next[0].account)
        );
        facts.check(fact, former);
    }

    function test_recordedFactsStand() public {
        Fact memory fact = _fact();
        facts.record(fact, _confirmations(fact));
        uint40 recordedAt = facts.recordedAt(fact);
        _rotateTo(_accounts(_signers("next", 5)));

        assertEq(facts.recordedAt(fact), recordedAt);
    }

    function test_laterAnnouncementReplacesEarlier() public {
        address[] memory first = _accounts(_signers("first", 5));
        address[] memory present = facts.membersOf(quorum);
        _announce(1, first);
        _announce(2, present);
        skip(NOTICE);

        vm.expectRevert(abi.encodeWithSelector(Facts.RotationNotAnnounced.selector, quorum));
        facts.applyRotation(quorum, first);
        facts.applyRotation(quorum, present);
        assertEq(facts.membersOf(quorum), present);
    }

    function test_reverts_whenAppliedAgain() public {
        address[] memory next = _accounts(_signers("next", 5));
        _rotateTo(next);

        vm.expectRevert(abi.encodeWithSelector(Facts.RotationNotAnnounced.selector, quorum));
        facts.applyRotation(quorum, next);
    }

    function testFuzz_reverts_whenNoticeRunning(uint256 delay) public {
        address[] memory next = _accounts(_signers("next", 5));
        _announce(1, next);
        uint40 appliesAt = uint40(block.timestamp + NOTICE);
        skip(bound(delay, 0, NOTICE - 1));

        vm.expectRevert(abi.encodeWithSelector(Facts.NoticeRunning.selector, appliesAt));
        facts.applyRotation(quorum, next);
    }

    function testFuzz_reverts_whenRotationOutdated(uint64 last, uint64 round) public {
        last = uint64(bound(last, 1, type(uint64).max));
        round = uint64(bound(round, 0, last));
        address[] memory next = _accounts(_signers("next", 5));
        _announce(last, next);
        Confirmations memory given = _confirmations(THREE, _rotation(quorum, round, next));

        vm.expectRevert(abi.encodeWithSelector(Facts.RotationOutdated.selector, round, last));
        facts.rotate(quorum, round, next, given);
    }

    function testFuzz_reverts_whenNextMakesNoQuorum(uint256 count) public {
        count = bound(count, 0, 32);
        vm.assume(count < 3 || count > 5);
        address[] memory next = _accounts(_signers("next", count));
        Confirmations memory given = _confirmations(THREE, _rotation(quorum, 1, next));

        vm.expectRevert(abi.encodeWithSelector(Facts.ThresholdOutOfRange.selector, K, count));
        facts.rotate(quorum, 1, next, given);
    }

    function test_reverts_whenQuorumUnknown() public {
        bytes32 unknown = keccak256("unknown");
        address[] memory next = _accounts(_signers("next", 5));

        vm.expectRevert(abi.encodeWithSelector(Facts.QuorumUnknown.selector, unknown));
        facts.rotate(unknown, 1, next, Confirmations(0, ""));
        vm.expectRevert(abi.encodeWithSelector(Facts.QuorumUnknown.selector, unknown));
        facts.applyRotation(unknown, next);
    }

    function test_reverts_whenNotConfirmed() public {
        _next = _accounts(_signers("next", 5));
        _expectRefusals(_rotation(quorum, 1, _next), _attempt);
    }

    function _attempt(Confirmations memory given) internal {
        facts.rotate(quorum, 1, _next, given);
    }

    function _announce(uint64 round, address[] memory next) private {
        facts.rotate(quorum, round, next, _confirmations(THREE, _rotation(quorum, round, next)));
    }

    function _rotateTo(address[] memory next) private {
        _announce(1, next);
        skip(NOTICE);
        facts.applyRotation(quorum, next);
    }
}
