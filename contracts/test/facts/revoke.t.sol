// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Facts} from "src/Facts.sol";
import {Confirmations, Fact} from "src/types/Fact.sol";

import {FactsBase} from "./FactsBase.t.sol";

// revoke
// ├── when another fact of the round was recorded: it reverts
// ├── when the fact was revoked: it reverts
// ├── when not confirmed over the revocation: it reverts
// └── else
//     ├── it emits FactRevoked
//     ├── given a recorded fact, it can be read no longer
//     └── given a fact that was only signed, it cannot be recorded
contract FactsRevokeTest is FactsBase {
    Fact private _given;

    function testFuzz_revokesRecorded(Fact memory fact) public {
        fact = _open(fact);
        facts.record(fact, _confirmations(fact));
        assertEq(facts.recordedAt(fact), block.timestamp);

        vm.expectEmit(address(facts));
        emit Facts.FactRevoked(_digest(fact), quorum, fact.subject, fact, THREE);
        facts.revoke(fact, _confirmations(THREE, _revocation(fact)));

        assertEq(facts.recordedAt(fact), 0);
    }

    function testFuzz_revokesSigned(Fact memory fact) public {
        fact = _open(fact);
        facts.revoke(fact, _confirmations(THREE, _revocation(fact)));
        Confirmations memory given = _confirmations(fact);

        vm.expectRevert(abi.encodeWithSelector(Facts.AlreadyRevoked.selector, _digest(fact)));
        facts.record(fact, given);
    }

    function test_roundStaysTaken() public {
        Fact memory fact = _fact();
        facts.revoke(fact, _confirmations(THREE, _revocation(fact)));
        fact.value = keccak256("another");
        Confirmations memory given = _confirmations(fact);

        vm.expectRevert(abi.encodeWithSelector(Facts.RoundTaken.selector, fact.subject, fact.round));
        facts.record(fact, given);
    }

    function test_expiredCanBeRevoked() public {
        Fact memory fact = _fact();
        fact.validUntil = uint40(block.timestamp);
        facts.record(fact, _confirmations(fact));
        skip(1 days);

        facts.revoke(fact, _confirmations(THREE, _revocation(fact)));
        assertEq(facts.recordedAt(fact), 0);
    }

    function test_reverts_whenRoundTaken() public {
        Fact memory fact = _fact();
        facts.record(fact, _confirmations(fact));
        fact.value = keccak256("another");
        Confirmations memory given = _confirmations(THREE, _revocation(fact));

        vm.expectRevert(abi.encodeWithSelector(Facts.RoundTaken.selector, fact.subject, fact.round));
        facts.revoke(fact, given);
    }

    function test_reverts_whenAlreadyRevoked() public {
        Fact memory fact = _fact();
        Confirmations memory given = _confirmations(THREE, _revocation(fact));
        facts.revoke(fact, given);

        vm.expectRevert(abi.encodeWithSelector(Facts.AlreadyRevoked.selector, _digest(fact)));
        facts.revoke(fact, given);
    }

    function test_reverts_whenOnlyTheFactWasSigned() public {
        Fact memory fact = _fact();
        Confirmations memory given = _confirmations(fact);

        vm.expectPartialRevert(Facts.SignerDiffers.selector);
        facts.revoke(fact, given);
    }

    function test_reverts_whenNotConfirmed() public {
        _given = _fact();
        _expectRefusals(_revocation(_given), _attempt);
    }

    function _attempt(Confirmations memory given) internal {
        facts.revoke(_given, given);
    }
}
