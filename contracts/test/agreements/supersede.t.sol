// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Agreements} from "src/Agreements.sol";
import {Records} from "src/Records.sol";
import {State} from "src/types/Standing.sol";
import {Agreement} from "src/types/Terms.sol";

import {SplitsBase} from "../splits/SplitsBase.t.sol";

/// Branch tree:
/// supersede
/// ├── when it is frozen: it reverts Frozen
/// ├── when not all signed for this successor: it reverts NotAllSigned, NotASigner
/// └── else: everyone is paid, what is left moves to the successor's account of the same root, and nothing more is accepted
///     ├── a locked clause's money and open months move too
///     ├── what earlier versions hold in locks stays, and is settled here
///     └── refunds afterwards are owed
contract AgreementsSupersedeTest is SplitsBase {
    address private _successor = makeAddr("successor");

    function _supersede(Agreement memory agreement) private {
        bytes32 digest = splits.digestOf(agreement);
        splits.supersede(agreement, _successor, _signatures(agreement, _supersession(digest, _successor)));
    }

    function test_paysAndMovesTheRest() public {
        Agreement memory agreement = _plain();
        bytes32 root = _conclude(agreement);
        _pay(root, 101);
        bytes[] memory signatures = _signatures(agreement, _supersession(root, _successor));
        vm.expectEmit(address(splits));
        emit Agreements.AgreementSuperseded(root, _successor);
        splits.supersede(agreement, _successor, signatures);

        assertEq(uint8(splits.stateOf(root)), uint8(State.Superseded));
        assertEq(_heldBy(alice) + _heldBy(bob) + _heldBy(carol), 100);
        assertEq(_heldBy(ledger.accountOf(_successor, root)), 1);
        assertEq(_heldBy(_accountOf(root)), 0);
    }

    function test_movesOpenMonthsAndLocks() public {
        Agreement memory agreement = _site();
        bytes32 root = _conclude(agreement);
        _pay(root, 13_000);
        _close(agreement, 0);
        _pay(root, 500, NOW + 30 days);
        _supersede(agreement);
        assertEq(_heldBy(ledger.accountOf(_successor, root)), 700 + 500, "the locked tenth, and December");
        assertEq(_heldBy(_accountOf(root)), 0);
    }

    function test_leavesEarlierVersionsTheirLocks() public {
        Agreement memory first = _site();
        bytes32 root = _conclude(first);
        _pay(root, 13_000);
        Agreement memory next = _next(_monthlyTerms(), first);
        _amend(next, first);
        splits.settle(first);
        _supersede(next);
        assertEq(_heldBy(_accountOf(root)), 700, "the locked tenth");

        vm.warp(NOW + 61 days);
        splits.settle(first);
        assertEq(_heldBy(_accountOf(root)), 0);
        vm.expectRevert(abi.encodeWithSelector(Records.AgreementEnded.selector, root));
        splits.settle(next);
    }

    function test_takesWhatEarlierDivisionsLeft() public {
        Agreement memory first = _plain();
        bytes32 root = _conclude(first);
        _pay(root, 101);
        Agreement memory next = _next(_plain(), first);
        _amend(next, first);
        splits.settle(first);
        _supersede(next);
        assertEq(_heldBy(ledger.accountOf(_successor, root)), 1);
    }

    function test_acceptsNothingMore() public {
        Agreement memory agreement = _plain();
        bytes32 root = _conclude(agreement);
        _supersede(agreement);
        bytes memory reason = abi.encodeWithSelector(Records.AgreementEnded.selector, root);
        vm.expectRevert(reason);
        cashier.pay(asset, address(splits), root, 1, "", alice.account, NOW);
        vm.expectRevert(reason);
        splits.settleShares(root, asset, 100, _receivers(agreement));
        vm.expectRevert(reason);
        splits.observe(agreement);
        vm.expectRevert(reason);
        splits.complete(agreement);

        assertEq(_refund(root, 5), 0);
        assertEq(splits.standingOf(root).owed, 5);
    }

    function test_reverts_whenFrozen() public {
        Agreement memory agreement = _plain();
        bytes32 root = _conclude(agreement);
        _freeze(agreement);
        bytes[] memory signatures = _signatures(agreement, _supersession(root, _successor));
        vm.expectRevert(abi.encodeWithSelector(Records.Frozen.selector, NOW + 10 days));
        splits.supersede(agreement, _successor, signatures);
    }

    function testFuzz_reverts_whenSignedForAnotherSuccessor(address other) public {
        vm.assume(other != _successor);
        Agreement memory agreement = _plain();
        bytes32 root = _conclude(agreement);
        bytes[] memory signatures = _signatures(agreement, _supersession(root, other));
        vm.expectRevert(abi.encodeWithSelector(Agreements.NotASigner.selector, alice.account));
        splits.supersede(agreement, _successor, signatures);
    }

    function test_reverts_whenNotAllSigned() public {
        Agreement memory agreement = _plain();
        _conclude(agreement);
        vm.expectRevert(abi.encodeWithSelector(Agreements.NotAllSigned.selector, 0, 3));
        splits.supersede(agreement, _successor, new bytes[](0));
    }
}
